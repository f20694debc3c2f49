package io.github.stint.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.ResultStream;
import io.github.stint.Shutdown;
import io.github.stint.Stats;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskPool;
import io.github.stint.test.Eventually;
import io.github.stint.testing.CountedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Streams that share one pool, while it is resized, and elements, streams or the whole pool are cancelled: each element
 * is read, or its stream says why not; and afterwards every slot is back.
 */
class PoolStreamArithmeticTest {

    private static final int STREAMS = 3;

    @Test
    @Timeout(300)
    void eachElementIsReadOrItsStreamSaysWhyNot() {
        Rounds.run(seed -> new Round(new SplittableRandom(seed)).run());
    }

    private static final class Round {

        private final SplittableRandom random;
        private final TaskPool pool;
        private final boolean calm;
        private final AtomicInteger running = new AtomicInteger();
        private final Queue<Object> wrong = new ConcurrentLinkedQueue<>();
        private final List<CountedSource> sources = new ArrayList<>();

        Round(SplittableRandom random) {
            this.random = random;
            calm = random.nextInt(3) == 0;
            pool = TaskPool.builder("stress")
                    .size(random.nextInt(1, 4))
                    .queue(random.nextInt(3))
                    .onClose(Shutdown.drainFor(Duration.ZERO).thenCancelFor(Duration.ofSeconds(30)))
                    .open();
        }

        void run() {
            List<Thread> readers = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                readers.add(reader(random.split()));
            }
            for (int i = random.nextInt(8); i > 0; i--) {
                meddle();
            }
            pool.resize(2);
            readers.forEach(Eventually::ends);
            pool.close();
            check();
        }

        private Thread reader(SplittableRandom own) {
            CountedSource source = new CountedSource(own.nextInt(20));
            sources.add(source);
            ResultStream<Integer> results = pool.stream(source, own.nextInt(1, 4), this::body);
            int length = own.nextInt(8) == 0 ? own.nextInt(20) : Integer.MAX_VALUE;
            return Thread.ofVirtual().start(() -> read(results, source, length));
        }

        private void read(ResultStream<Integer> results, CountedSource source, int length) {
            int read = 0;
            try (results) {
                for (int ignored : results) {
                    if (++read == length) {
                        break;
                    }
                }
                if (read != length && read != source.pulled()) {
                    wrong.add("read " + read + " of " + source.pulled());
                }
            } catch (TaskCancelledException e) {
                if (calm) {
                    wrong.add(e);
                }
            } catch (Throwable e) {
                wrong.add(e);
            }
            Stats stats = results.stats();
            if (stats.live() != 0 || stats.ended() < read || source.closed() != 1) {
                wrong.add(stats + ", read " + read + ", closed " + source.closed());
            }
        }

        private int body(int n) throws InterruptedException {
            running.incrementAndGet();
            try {
                if (n % 7 == 3) {
                    Thread.sleep(0, 10_000);
                }
                return n;
            } finally {
                running.decrementAndGet();
            }
        }

        private void meddle() {
            switch (random.nextInt(calm ? 2 : 6)) {
                case 0 -> pool.resize(random.nextInt(5));
                case 1 -> Thread.yield();
                case 2, 3 -> pool.cancel(random.nextInt(1, 40), "stress");
                case 4 -> pool.cancelGroup("stream-" + random.nextInt(1, STREAMS + 1), "stress");
                default -> {
                    if (random.nextInt(4) == 0) {
                        pool.cancelAll("stress");
                    }
                }
            }
        }

        private void check() {
            assertThat(wrong).isEmpty();
            Stats stats = pool.stats();
            assertThat(stats.live()).as("%s", stats).isZero();
            assertThat(stats.running() + stats.queued() + stats.waiting() + stats.stopping())
                    .as("%s", stats)
                    .isZero();
            assertThat(running).hasValue(0);
            assertThat(pool.tasks()).isEmpty();
            assertThat(sources).allMatch(source -> source.closed() == 1 && source.mostInside() <= 1);
        }
    }
}
