package io.github.stint.soak.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.soak.check.Check;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The books and the permits see what is missing. */
class BooksTest {

    private final Accounts accounts = new Accounts();
    private final Book book = accounts.open("pool", Book.Kind.TASKS);
    private final TaskPool pool =
            TaskPool.builder("pool").size(64).listener(book).open();
    private final Gauge gauge = new Gauge(pool);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @Test
    void whatWasHandedOverAndHasEndedAgrees() throws Exception {
        Task<Integer> task = pool.submit(book.counted(() -> 1));
        book.handed(1);
        task.join();
        pool.close();
        accounts.close(book, pool.stats());
        assertThat(row("submitted = ended").ok()).isTrue();
        assertThat(row("books of each owner").ok()).isTrue();
        assertThat(row("the mixture").ok()).as("nothing failed").isFalse();
    }

    @Test
    void aTaskThatNeverEndsIsSeen() throws Exception {
        Task<Integer> deaf = pool.submit(book.counted(this::stubborn));
        book.handed(1);
        begun.await();
        Closing.close(pool, new Shutdown(Duration.ZERO, Duration.ZERO), book, accounts);
        assertThat(row("submitted = ended").ok()).isFalse();
        assertThat(row("books of each owner").details())
                .contains("'pool': 1 submitted, 0 ended", "'pool': 1 queued, running and waiting, 0 none");
        assertThat(row("surprises").details()).anyMatch(detail -> detail.startsWith("'pool' left stragglers"));
        go.countDown();
        deaf.join();
    }

    @Test
    void aTaskThatNobodyHandedOverIsSeen() throws Exception {
        Task<Integer> task = pool.submit(book.counted(() -> 1));
        task.join();
        pool.close();
        accounts.close(book, pool.stats());
        assertThat(row("books of each owner").details()).containsExactly("'pool': 1 submitted, 0 handed over");
    }

    @Test
    void aBookThatIsNotClosedIsSeen() {
        pool.close();
        assertThat(row("submitted = ended").ok()).isFalse();
    }

    @Test
    void permitsAreWhole() throws Exception {
        assertThat(Permits.check(pool, book, gauge).ok()).isTrue();
        assertThat(Gauge.check(List.of(gauge)).ok()).isTrue();
        pool.close();
    }

    @Test
    void aSlotThatIsGoneIsSeen() throws Exception {
        Task<Integer> holder = pool.submit(() -> {
            begun.countDown();
            go.await();
            return 1;
        });
        begun.await();
        Check check = Permits.check(pool, book, gauge, Duration.ofMillis(50));
        go.countDown();
        holder.join();
        pool.close();
        assertThat(check.ok()).isFalse();
        assertThat(check.details()).first().asString().isEqualTo("'pool' runs 0 at once, its size is 1");
    }

    @Test
    void oneTooManyIsSeen() throws Exception {
        gauge.resize(1);
        int ignored = gauge.measured(gauge.measured(() -> 1)).call();
        pool.close();
        assertThat(Gauge.check(List.of(gauge)).ok()).isFalse();
    }

    private int stubborn() {
        begun.countDown();
        while (go.getCount() > 0) {
            try {
                go.await();
            } catch (InterruptedException heardAndIgnored) {
                Thread.onSpinWait();
            }
        }
        return 1;
    }

    private Check row(String name) {
        return accounts.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
