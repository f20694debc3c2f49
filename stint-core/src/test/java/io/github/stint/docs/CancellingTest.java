package io.github.stint.docs;

import static io.github.stint.test.Eventually.eventually;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CancelReason;
import io.github.stint.CancelResult;
import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.test.Gate;
import io.github.stint.test.Standstill;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What docs/cancellation.md shows. */
class CancellingTest {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Gate hold = new Gate();

    private void log(Object what) {
        told.add(String.valueOf(what));
    }

    private String fetch(String url) throws InterruptedException {
        if (url.equals("slow")) {
            hold.pass();
        }
        return "page " + url;
    }

    @Test
    void toCancelIsToAsk() throws Exception {
        try (var pool = TaskPool.builder("crawler").size(1).queue(10).open()) {
            // shown: cancel
            Task<String> first = pool.submit(() -> fetch("slow"));
            Task<String> second = pool.submit(() -> fetch("news")); // waits for its turn
            // end
            hold.awaitArrived(1);
            // shown: cancel

            CancelResult queued = second.cancel("not needed"); // has ended, and never ran
            CancelResult running = first.cancel("too slow"); // interrupted; is CANCELLING until fetch gives in
            log(first.join()); // waits for that
            // end
            assertThat(queued).isEqualTo(CancelResult.REQUESTED);
            assertThat(running).isEqualTo(CancelResult.REQUESTED);
            assertThat(second.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(told).containsExactly("Cancelled[reason=too slow]");
            // shown: reason
            try {
                first.await();
            } catch (TaskCancelledException e) {
                CancelReason reason = e.reason();
                log(e.getMessage());
                log(reason.source() + ", '" + reason.why() + "', by task: " + reason.by());
            }
            // end
            // shown: reason-line
            String seen = """
                'crawler#1' was cancelled: too slow
                REQUEST, 'too slow', by task: null
                """;
            // end
            assertThat(told.subList(1, 3))
                    .containsExactlyElementsOf(seen.lines().toList());
        }
    }

    private Outcome<String> cancelled(TaskPool pool, Callable<String> body) throws Exception {
        int before = hold.arrived();
        Task<String> task = pool.submit(body);
        hold.awaitArrived(before + 1);
        task.cancel("enough");
        return task.join();
    }

    @Test
    void theBodyDecides() throws Exception {
        try (var pool = TaskPool.open("crawler", 1)) {
            assertThat(cancelled(pool, () -> fetch("slow"))).isInstanceOf(Cancelled.class);
            assertThat(cancelled(pool, () -> {
                        try {
                            return fetch("slow");
                        } catch (InterruptedException e) {
                            return "half a page";
                        }
                    }))
                    .isEqualTo(new Outcome.Success<>("half a page"));
            assertThat(cancelled(pool, () -> {
                        try {
                            return fetch("slow");
                        } catch (InterruptedException e) {
                            throw new IOException("disk full", new CancellationException());
                        }
                    }))
                    .isInstanceOf(Cancelled.class);
            assertThat(cancelled(pool, () -> {
                        try {
                            return fetch("slow");
                        } catch (InterruptedException e) {
                            throw new IOException("disk full");
                        }
                    }))
                    .isInstanceOf(Failure.class);
        }
    }

    private long sum(long[] numbers) throws InterruptedException {
        AtomicLong sum = new AtomicLong();
        // shown: compute
        for (long number : numbers) {
            Task.checkCancelled(); // throws InterruptedException if this task was asked to stop
            sum.addAndGet(number);
        }
        // end
        return sum.get();
    }

    @Test
    void whoNeverWaitsLooks() throws Exception {
        assertThat(sum(new long[] {1, 2, 3})).isEqualTo(6);
        try (var pool = TaskPool.open("crawler", 1)) {
            CountDownLatch begun = new CountDownLatch(1);
            Task<Long> task = pool.submit(() -> {
                begun.countDown();
                long rounds = 0;
                while (true) {
                    rounds += sum(new long[] {1});
                }
            });
            begun.await();
            task.cancel();
            assertThat(task.join()).isInstanceOf(Cancelled.class);
        }
    }

    private void deliver(BlockingQueue<String> letters) {
        // shown: flag
        try {
            log(letters.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // this method cannot throw it: whoever called it will see the flag
        }
        // end
    }

    @Test
    void whoCannotThrowSetsTheFlag() throws Exception {
        BlockingQueue<String> letters = new LinkedBlockingQueue<>();
        try (var pool = TaskPool.open("mail", 1)) {
            Task<Boolean> task = pool.submit(() -> {
                deliver(letters);
                return Thread.currentThread().isInterrupted();
            });
            eventually("it runs", () -> task.state() == TaskState.RUNNING);
            task.cancel();
            assertThat(task.await()).isTrue();
        }
    }

    @Test
    void aSwallowedInterruptIsThrownAgain() throws Exception {
        try (var pool = TaskPool.open("crawler", 1)) {
            // shown: swallowed
            Task<Void> task = pool.submit(() -> {
                try {
                    fetch("slow");
                } catch (InterruptedException e) {
                    log("no matter"); // somebody swallows it
                }
                Tasks.sleep(ofMinutes(10)); // throws at once: this task was asked to stop
            });
            // end
            hold.awaitArrived(1);
            task.cancel();
            assertThat(task.join()).isInstanceOf(Cancelled.class);
            assertThat(told).containsExactly("no matter");
        }
    }

    private void begin() {
        told.add("begin");
    }

    private void commit() throws InterruptedException {
        hold.pass();
        told.add("commit");
    }

    @Test
    void whatMustNotBeTornIsShielded() throws Exception {
        try (var pool = TaskPool.open("bank", 1)) {
            Task<Void> transfer = pool.submit(() -> {
                // shown: shield
                Tasks.shield(() -> {
                    begin();
                    commit(); // is not interrupted
                });
                Tasks.sleep(ofMinutes(10)); // a cancel that came meanwhile is thrown here
                // end
            });
            hold.awaitArrived(1);
            transfer.cancel();
            assertThat(transfer.state()).isEqualTo(TaskState.CANCELLING);
            hold.open();
            assertThat(transfer.join()).isInstanceOf(Cancelled.class);
            assertThat(hold.interrupts()).isZero();
            assertThat(told).containsExactly("begin", "commit");
        }
    }

    @Test
    void aSocketIsClosedByTheInterrupt() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept();
                var pool = TaskPool.open("sockets", 2)) {
            Task<Integer> other = pool.submit(() -> accepted.getInputStream().read());
            Task<Integer> cancelled = pool.submit(() -> socket.getInputStream().read());
            Standstill.await(pool);
            cancelled.cancel();
            assertThat(cancelled.join()).isInstanceOf(Cancelled.class);
            assertThat(other.join()).isEqualTo(new Outcome.Success<>(-1)); // its other end is closed
        }
    }

    @Test
    void aTreeIsCancelledFromItsRoot() throws Exception {
        try (var pool = TaskPool.open("crawler", 1)) {
            // shown: tree
            Task<String> site = pool.submit(() -> TaskGroup.run(group -> {
                Task<String> text = group.start(() -> fetch("slow"));
                Task<String> images = group.start(() -> fetch("slow"));
                return text.await() + images.await();
            }));
            // end
            hold.awaitArrived(2);
            // shown: tree
            site.cancel("not needed"); // its group is cancelled, and ends before it does
            // end
            assertThat(site.join()).isInstanceOf(Cancelled.class);
            assertThat(hold.interrupts()).isEqualTo(2);
        }
    }

    @Test
    void aLimitCountsFromWhereItIsSaid() throws Exception {
        VirtualTicker time = VirtualTicker.autojump();
        try (var pool = TaskPool.builder("crawler").size(1).ticker(time).open()) {
            // shown: task-limit
            TaskOptions options = TaskOptions.named("home").timeout(ofSeconds(5)); // of its body, not of the queue
            Task<String> task = pool.submit(options, () -> fetch("slow"));
            if (task.join() instanceof Failure<String>(TimeoutException over)) {
                log(over.getMessage());
            }
            // end
            // shown: limit-line
            String seen = """
                'crawler/home#1' was not done within 5000 ms
                """;
            // end
            assertThat(told).containsExactly(seen.strip());
        }
    }

    @Test
    void theTimeOfAGroupIsOneForAll() throws Exception {
        try {
            // shown: group-limit
            TaskGroup.builder().timeout(ofMillis(200)).run(group -> {
                group.start(() -> fetch("slow"));
                group.start(() -> fetch("slow"));
                return null;
            });
            // end
        } catch (TaskGroupException e) {
            log(e.getMessage());
            assertThat(e).hasCauseInstanceOf(TimeoutException.class);
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void waitingLessIsNoLimit() throws Exception {
        try (var pool = TaskPool.open("crawler", 1)) {
            Task<String> task = pool.submit(() -> fetch("slow"));
            // shown: patience
            try {
                log(task.await(ofMillis(50)));
            } catch (TimeoutException e) {
                log("not yet"); // the task goes on
            }
            // end
            assertThat(told).containsExactly("not yet");
            assertThat(task.isDone()).isFalse();
            hold.open();
            assertThat(task.await()).isEqualTo("page slow");
            // shown: within
            try {
                log(Tasks.within(ofMillis(50), () -> fetch("news")));
            } catch (TimeoutException e) {
                log("too slow"); // fetch was interrupted, and has ended
            }
            // end
        }
    }

    private String fetchStubbornly(String url) {
        hold.passStubbornly();
        return url;
    }

    @Test
    void closingHasOneDeadline() throws Exception {
        VirtualTicker time = VirtualTicker.autojump();
        TaskPool pool = TaskPool.builder("crawler").size(4).ticker(time).open();
        pool.submit(() -> fetch("news")).await();
        pool.submit(() -> fetch("slow"));
        pool.submit(TaskOptions.named("stubborn"), () -> fetchStubbornly("news"));
        hold.awaitArrived(2);
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool")) {
            // shown: shutdown
            CloseReport report = pool.shutdown(Shutdown.drainFor(ofSeconds(10)).thenCancelFor(ofSeconds(5)));
            log(report.drained() + " drained, " + report.cancelled() + " cancelled");
            report.stragglers().forEach(straggler -> log(straggler.task().name() + " has not ended"));
            // end
            // shown: report-line
            String seen = """
                0 drained, 1 cancelled
                crawler/stubborn#3 has not ended
                """;
            // end
            assertThat(told).containsExactlyElementsOf(seen.lines().toList());
            // shown: closed-line
            String line = """
                'crawler' was closed after 15000 ms: 0 drained, 0 failed, 1 cancelled, 1 that have not ended
                  'crawler/stubborn#3' CANCELLING, has run for 15000 ms
                """;
            // end
            assertThat(log.records())
                    .singleElement()
                    .satisfies(it -> assertThat(it.getMessage() + "\n")
                            .startsWith(line.stripTrailing())
                            .contains("at io.github.stint.test.Gate.passStubbornly(Gate.java:"));
        }
        assertThat(hold.interrupts()).isEqualTo(3);
        hold.open();
        eventually("it ends", () -> pool.stats().live() == 0);
    }
}
