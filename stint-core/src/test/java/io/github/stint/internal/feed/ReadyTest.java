package io.github.stint.internal.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Outcome;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyTest {

    private static TaskCell<Integer> ended(int value) {
        return TaskCell.ended(new Outcome.Success<>(value));
    }

    private static void end(Ready<Integer> ready, int value) {
        TaskCell<Integer> cell = ended(value);
        if (ready.tracksAccepted()) {
            ready.accepted(cell);
        }
        ready.published(cell);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneResultAfterTheOtherReachesAReaderWhoWouldRatherHaveMany(boolean inSourceOrder) throws Exception {
        Ready<Integer> ready = new Ready<>(inSourceOrder, 64);
        SynchronousQueue<Integer> taken = new SynchronousQueue<>();
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                for (TaskCell<Integer> cell = ready.take(Ticker.system());
                        cell != null;
                        cell = ready.take(Ticker.system())) {
                    taken.put(cell.result());
                }
                end.complete(true);
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        });
        for (int i = 0; i < 1_000; i++) {
            end(ready, i);
            assertThat(taken.take()).isEqualTo(i);
        }
        ready.over();
        assertThat(end.get()).isTrue();
    }

    @Test
    void whatIsThereIsMovedAtOnce() throws Exception {
        Ready<Integer> ready = new Ready<>(false, 4);
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            end(ready, i);
        }
        assertThat(ready.hasMoved()).isFalse();
        for (int i = 0; i < 10; i++) {
            taken.add(ready.take(Ticker.system()).result());
            assertThat(ready.hasMoved()).isEqualTo(i < 9);
        }
        assertThat(taken).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aReaderWhoWaitsHearsThatTheSourceFailed() throws Exception {
        Ready<Integer> ready = new Ready<>(false, 64);
        CompletableFuture<Boolean> isOver = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                isOver.complete(ready.take(Ticker.system()) == null);
            } catch (Throwable e) {
                isOver.completeExceptionally(e);
            }
        });
        Eventually.waits(reader);
        ready.sourceFailed();
        assertThat(isOver.get()).isTrue();
    }

    @Test
    void anInterruptedReaderLosesNothing() throws Exception {
        Ready<Integer> ready = new Ready<>(false, 64);
        CompletableFuture<Integer> after = new CompletableFuture<>();
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                ready.take(Ticker.system());
                after.completeExceptionally(new AssertionError("not interrupted"));
            } catch (InterruptedException e) {
                interrupted.countDown();
                try {
                    after.complete(ready.take(Ticker.system()).result());
                } catch (Throwable more) {
                    after.completeExceptionally(more);
                }
            }
        });
        Eventually.waits(reader);
        reader.interrupt();
        interrupted.await();
        end(ready, 7);
        assertThat(after.get()).isEqualTo(7);
    }
}
