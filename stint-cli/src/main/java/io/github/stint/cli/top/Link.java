package io.github.stint.cli.top;

import io.github.stint.cli.steer.Applications;
import io.github.stint.cli.steer.SteerException;
import io.github.stint.cli.words.UsageException;
import io.github.stint.control.ControlClient;
import io.github.stint.control.ControlException;
import io.github.stint.control.Watch;
import io.github.stint.control.WatchOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Talks with the application, on a thread of its own, so that no key waits for an answer: looks once a second and whenever
 * something else is wanted, carries changes out, and connects anew when the connection was lost.
 */
final class Link implements AutoCloseable {

    private static final long EVERY_NANOS = 1_000_000_000L;

    /** What it is told. */
    private sealed interface Order {

        /** To look, and again every second; at nothing if that is null. */
        record Look(@Nullable Wanted wanted) implements Order {}

        /** To change something. */
        record Do(Change change) implements Order {}
    }

    private final Applications applications;
    private final LinkedBlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    /** Set by its thread only. */
    private volatile ControlClient client;

    /** Why its thread has ended, if that is a mistake of ours. */
    private volatile @Nullable RuntimeException failure;

    // of its thread
    private Looking looking;
    private @Nullable Watch watch;
    private @Nullable Wanted wanted;

    /** Over a connection that is there already. */
    Link(Applications applications, ControlClient connected) {
        this.applications = applications;
        this.client = connected.because("stint top");
        this.looking = new Looking(client);
        this.thread = Thread.ofPlatform().name("stint-top").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Looks at that from now on, and at once; at nothing if it is null. */
    void look(@Nullable Wanted next) {
        orders.add(new Order.Look(next));
    }

    /** Carries that out. */
    void carryOut(Change change) {
        orders.add(new Order.Do(change));
    }

    /**
     * What has happened, one after the other; null if nothing more has.
     *
     * @throws IllegalStateException if nothing will happen any more: a picture that stands is worse than none
     */
    @Nullable
    Event next() {
        Event next = events.poll();
        RuntimeException why = failure;
        if (next == null && why != null) {
            throw new IllegalStateException("cannot talk with the application any more: " + why, why);
        }
        return next;
    }

    @Override
    public void close() {
        thread.interrupt();
        client.close();
    }

    private void run() {
        try {
            open();
            long due = System.nanoTime();
            while (true) {
                Order order = orders.poll(due - System.nanoTime(), TimeUnit.NANOSECONDS);
                try {
                    if (order instanceof Order.Do it) {
                        events.add(new Event.Said(new Steering(client).carryOut(it.change())));
                    }
                    if (order instanceof Order.Look it) {
                        wanted = it.wanted();
                    }
                    if (orders.isEmpty()) {
                        lookOnce();
                        due = System.nanoTime() + EVERY_NANOS;
                    }
                } catch (IOException e) {
                    events.add(new Event.Lost(e.getMessage() + "; trying again"));
                    connectAgain();
                    due = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the screen is closed
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void lookOnce() throws IOException, InterruptedException {
        Wanted now = wanted;
        if (now == null) {
            return;
        }
        drain();
        try {
            events.add(new Event.Looked(looking.look(now)));
        } catch (ControlException e) {
            events.add(new Event.Said(String.valueOf(e.getMessage()))); // a wrong filter, for example
        }
    }

    private void connectAgain() throws InterruptedException {
        client.close();
        while (true) {
            try {
                client = applications.connect().because("stint top");
                looking = new Looking(client);
                open();
                return;
            } catch (SteerException | UsageException e) {
                String first =
                        String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                events.add(new Event.Lost(first + "; trying again"));
            }
            TimeUnit.NANOSECONDS.sleep(EVERY_NANOS);
        }
    }

    /** As long as somebody watches, an application keeps the times of its groups and looks for what is wrong. */
    private void open() throws InterruptedException {
        try {
            watch = client.watch(WatchOptions.owners().withWarnings().every(Duration.ofSeconds(10)));
        } catch (IOException e) {
            watch = null; // it watches too much already: then there are no times, unless it keeps them anyway
        }
    }

    /** What the watch tells is known from looks. */
    private void drain() throws IOException, InterruptedException {
        Watch now = watch;
        if (now != null) {
            while (now.next(Duration.ZERO) != null) {
                // the next one
            }
        }
    }
}
