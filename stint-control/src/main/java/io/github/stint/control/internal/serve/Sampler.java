package io.github.stint.control.internal.serve;

import io.github.stint.TaskInfo;
import io.github.stint.control.internal.lint.Lints;
import io.github.stint.control.internal.lint.Snapshot;
import io.github.stint.control.internal.look.Carriers;
import io.github.stint.control.internal.look.Look;
import io.github.stint.control.internal.look.OwnerSource;
import io.github.stint.control.internal.look.OwnerSource.Owned;
import io.github.stint.control.internal.record.Recorder;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.Warning;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything every two seconds as long as somebody wants to know what looks wrong, and keeps the last looks. Has ended
 * tasks remembered meanwhile.
 */
final class Sampler {

    private static final long EVERY_MILLIS = 2_000;
    private static final int KEPT = 7;

    private final OwnerSource owners;
    private final Look look;
    private final Recorder recorder;
    private final Clockwork clockwork;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Snapshot> row = new ArrayDeque<>();
    private int wanted;
    private @Nullable ScheduledFuture<?> ticking;

    Sampler(OwnerSource owners, Look look, Recorder recorder, Clockwork clockwork) {
        this.owners = owners;
        this.look = look;
        this.recorder = recorder;
        this.clockwork = clockwork;
    }

    /** Somebody wants to know, until {@link #release}. */
    void acquire() {
        recorder.acquire();
        lock.lock();
        try {
            if (wanted++ == 0) {
                ticking = clockwork.every(EVERY_MILLIS, this::sample);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Somebody does not any more. */
    void release() {
        lock.lock();
        try {
            ScheduledFuture<?> now = ticking;
            if (--wanted == 0 && now != null) {
                boolean ignored = now.cancel(false);
                ticking = null;
                row.clear();
            }
        } finally {
            lock.unlock();
        }
        recorder.release();
    }

    private void sample() {
        recorder.refresh();
        List<Owned> open = owners.open();
        List<OwnerView> views = new ArrayList<>();
        List<TaskInfo> tasks = new ArrayList<>();
        for (Owned owned : open) {
            views.add(look.owner(owned));
            tasks.addAll(owned.owner().tasks());
        }
        Snapshot now = Snapshot.of(
                Duration.ofNanos(System.nanoTime()),
                views,
                tasks,
                Look.services(open),
                recorder.times(null),
                recorder.unobserved(),
                Carriers.now());
        lock.lock();
        try {
            if (wanted > 0) {
                row.add(now);
                if (row.size() > KEPT) {
                    row.remove();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** What looks wrong, from the looks so far. */
    List<Warning> warnings() {
        List<Snapshot> now;
        lock.lock();
        try {
            now = List.copyOf(row);
        } finally {
            lock.unlock();
        }
        return Lints.check(now);
    }
}
