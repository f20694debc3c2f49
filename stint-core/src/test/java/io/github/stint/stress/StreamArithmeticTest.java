package io.github.stint.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Concurrent;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.ResultStream;
import io.github.stint.SourceFailedException;
import io.github.stint.Stats;
import io.github.stint.TaskCancelledException;
import io.github.stint.test.Eventually;
import io.github.stint.testing.CountedSource;
import java.util.BitSet;
import java.util.Iterator;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Streams of every make, and the check is arithmetic: each element gives one result, which nobody loses and nobody sees
 * twice, whatever is cancelled, interrupted or left; and afterwards nothing runs.
 */
class StreamArithmeticTest {

    @Test
    @Timeout(300)
    void eachElementGivesOneResultAndNothingIsLeft() {
        Rounds.run(seed -> new Round(new SplittableRandom(seed)).run());
    }

    /** One stream from its first element to its end. */
    private static final class Round {

        private final SplittableRandom random;
        private final int length;
        private final int limit;
        private final int buffer;
        private final boolean inSourceOrder;
        private final boolean sourceFails;
        private final int leaveAfter;
        private final boolean cancels;
        private final boolean interrupts;
        private final CountedSource source;
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger mostPulled = new AtomicInteger();
        private final BitSet seen = new BitSet();
        private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private int cancelled;
        private int read;

        Round(SplittableRandom random) {
            this.random = random;
            length = random.nextInt(40);
            limit = random.nextInt(1, 7);
            buffer = random.nextInt(6);
            inSourceOrder = random.nextBoolean();
            sourceFails = random.nextInt(5) == 0;
            leaveAfter = random.nextInt(4) == 0 ? random.nextInt(length + 1) : Integer.MAX_VALUE;
            cancels = random.nextInt(2) == 0;
            interrupts = random.nextInt(3) == 0;
            source = new CountedSource(length) {
                @Override
                protected void beforeNext(int element) {
                    mostPulled.accumulateAndGet(element + 1 - asked.get(), Math::max);
                    if (sourceFails && element == length - 1) {
                        throw new IllegalStateException("as told");
                    }
                }
            };
        }

        void run() {
            Concurrent<Integer, Integer> concurrent =
                    Concurrent.map(source, this::body).limit(limit).buffer(buffer);
            ResultStream<Outcome<Integer>> outcomes =
                    (inSourceOrder ? concurrent.inSourceOrder() : concurrent).outcomes();
            Thread meddler = meddler(outcomes);
            boolean failed = false;
            try (outcomes) {
                readAll(outcomes.iterator());
            } catch (SourceFailedException e) {
                failed = true;
            } finally {
                over.set(true);
                Eventually.ends(meddler);
                boolean ignored = Thread.interrupted();
            }
            assertThat(wrong).isEmpty();
            check(outcomes.stats(), failed);
        }

        private int body(int n) throws InterruptedException {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                switch (n % 9) {
                    case 0 -> Thread.yield();
                    case 1 -> Thread.sleep(0, 20_000);
                    case 2 -> throw new IllegalArgumentException(String.valueOf(n));
                    default -> {}
                }
                return n;
            } finally {
                running.decrementAndGet();
            }
        }

        private void readAll(Iterator<Outcome<Integer>> iterator) {
            while (read < leaveAfter) {
                try {
                    if (!iterator.hasNext()) {
                        return;
                    }
                } catch (TaskCancelledException e) {
                    assertThat(e.getCause()).isInstanceOf(InterruptedException.class);
                    assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
                    continue;
                }
                asked.incrementAndGet();
                note(iterator.next());
                read++;
            }
        }

        private void note(Outcome<Integer> outcome) {
            int element;
            switch (outcome) {
                case Success<Integer>(Integer value) -> element = value;
                case Failure<Integer>(Throwable error) -> {
                    element = Integer.parseInt(String.valueOf(error.getMessage()));
                    assertThat(error).isInstanceOf(IllegalArgumentException.class);
                }
                case Cancelled<Integer>(var why) -> {
                    assertThat(why.why()).isEqualTo("stress");
                    cancelled++;
                    return;
                }
            }
            assertThat(seen.get(element)).as("%s comes once", element).isFalse();
            if (inSourceOrder) {
                assertThat(element).isGreaterThanOrEqualTo(seen.length());
            }
            seen.set(element);
        }

        private Thread meddler(ResultStream<?> stream) {
            SplittableRandom own = random.split();
            Thread reader = Thread.currentThread();
            return Thread.ofVirtual().start(() -> {
                while (!over.get()) {
                    if (cancels) {
                        stream.cancel(own.nextInt(1, length + 2), "stress");
                    }
                    if (interrupts && own.nextInt(4) == 0) {
                        reader.interrupt();
                    }
                    Stats stats = stream.stats();
                    if (stats.queued() + stats.running() + stats.ended() != stats.submitted()) {
                        wrong.add("does not balance: " + stats);
                    }
                    Thread.yield();
                }
            });
        }

        private void check(Stats stats, boolean failed) {
            boolean left = read == leaveAfter;
            assertThat(failed).as("the source failed").isEqualTo(sourceFails && length > 0 && !left);
            if (!left && !failed) {
                assertThat(seen.cardinality() + cancelled).as("results").isEqualTo(length);
                assertThat(stats.submitted()).isEqualTo(length);
                assertThat(stats.cancelled()).isEqualTo(cancelled);
            }
            assertThat(stats.live()).as("%s", stats).isZero();
            assertThat(stats.ended()).as("ended and read").isGreaterThanOrEqualTo(read);
            assertThat(running).hasValue(0);
            assertThat(most.get()).as("ran at once").isLessThanOrEqualTo(limit);
            assertThat(mostPulled.get()).as("pulled and not read").isLessThanOrEqualTo(limit + buffer);
            assertThat(source.closed()).as("closed").isOne();
            assertThat(source.mostInside()).as("threads in the source").isLessThanOrEqualTo(1);
            assertThat(source.begun()).isLessThanOrEqualTo(1);
        }
    }
}
