package io.github.stint.docs;

import static io.github.stint.test.Eventually.eventually;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Outcome;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.Until;
import io.github.stint.Waited;
import io.github.stint.spi.ContextPropagator;
import io.github.stint.test.Gate;
import io.github.stint.testing.Bodies;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What docs/from-asyncio.md shows beside asyncio. */
class FromAsyncioTest {

    private static final ScopedValue<String> TENANT = ScopedValue.newInstance();

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Gate hold = new Gate();
    private final CountDownLatch asked = new CountDownLatch(1);

    private String ask(String shop) throws IOException, InterruptedException {
        switch (shop) {
            case "bad" -> throw new IOException("no answer");
            case "slow" -> {
                asked.countDown();
                hold.pass();
            }
            default -> told.add("asked " + shop);
        }
        return shop + ": 12";
    }

    private void log(Object what) {
        told.add(what.toString());
    }

    @Test
    void aTaskIsMadeByItsOwner() throws Exception {
        // shown: create-task
        TaskManager tasks = TaskManager.builder("shop")
                .context(ContextPropagator.scopedValues(TENANT)) // what is carried to the bodies is named
                .open();
        // end
        try (tasks) {
            Task<String> told = ScopedValue.where(TENANT, "acme").call(() -> {
                // shown: create-task
                Task<String> quote = tasks.spawn(TaskOptions.named("quote"), () -> ask(TENANT.get()));
                // end
                return quote;
            });
            assertThat(told.await()).isEqualTo("acme: 12");
        }
    }

    @Test
    void aNameIsGivenAtBirth() throws Exception {
        try (TaskPool pool = TaskPool.open("quotes", 4)) {
            // shown: name
            Task<String> quote = pool.submit(TaskOptions.named("acme"), () -> ask("acme"));
            String name = quote.name(); // quotes/acme#1
            // end
            assertThat(name).isEqualTo("quotes/acme#1");
        }
    }

    @Test
    void aTaskIsAHandle() throws Exception {
        try (TaskPool pool = TaskPool.open("quotes", 4)) {
            Task<String> quote = pool.submit(() -> ask("acme"));
            quote.join();
            Task<String> slow = pool.submit(() -> ask("slow"));
            asked.await();
            // shown: task
            slow.onDone(task -> log(task.state()));
            slow.cancel("too slow"); // asks; with a reason
            if (quote.isDone()) { // its body has really ended
                log(quote.result()); // never waits
            }
            // end
            slow.join();
        }
        assertThat(told).containsExactlyInAnyOrder("asked acme", "acme: 12", "CANCELLED");
    }

    @Test
    void aLimitCancelsOrDoesNot() throws Exception {
        try (hold;
                TaskPool pool = TaskPool.open("quotes", 4)) {
            Task<String> task = pool.submit(() -> ask("slow"));
            // shown: wait-for
            try {
                String quote = Tasks.within(ofSeconds(10), () -> ask("acme"));
                log(quote);
                String other = task.await(ofMillis(50)); // stops waiting; the task goes on
                log(other);
            } catch (TimeoutException e) {
                log("too slow");
            }
            // end
            assertThat(told).containsExactly("asked acme", "acme: 12", "too slow");
            assertThat(task.isDone()).isFalse();
            assertThatThrownBy(() -> Tasks.within(ofMillis(1), () -> ask("slow")))
                    .isInstanceOf(TimeoutException.class);
            assertThat(hold.interrupts()).isEqualTo(hold.arrived() - 1);
            hold.open();
            // shown: wait-for
            String value = task.await(); // timeout=None
            // end
            assertThat(value).isEqualTo("slow: 12");
        }
    }

    @Test
    void waitingForSomeTouchesNobody() throws Exception {
        try (TaskPool pool = TaskPool.open("quotes", 4)) {
            List<Task<String>> tasks = List.of(pool.submit(() -> ask("slow")), pool.submit(() -> ask("acme")));
            // shown: wait
            Waited<Task<String>> first = Tasks.await(tasks, Until.ANY_DONE, ofSeconds(10)); // ALL_DONE, ANY_FAILED
            first.done().forEach(task -> log(task.result()));
            first.pending().forEach(Task::cancel); // untouched until now
            // end
            assertThat(told).containsExactly("asked acme", "acme: 12");
            assertThat(tasks.getFirst().join()).isInstanceOf(Outcome.Cancelled.class);
        }
    }

    @Test
    void gatheringEndsTheOthersIfOneFails() throws Exception {
        // shown: gather
        List<String> quotes = Tasks.gather(() -> ask("acme"), () -> ask("best"));
        List<Outcome<String>> outcomes = Tasks.gatherOutcomes(() -> ask("acme"), () -> ask("bad"));
        // end
        assertThat(quotes).containsExactly("acme: 12", "best: 12");
        assertThat(outcomes).extracting(Outcome::isSuccess).containsExactly(true, false);
        assertThatThrownBy(() -> Tasks.gather(() -> ask("slow"), () -> {
                    asked.await();
                    return ask("bad");
                }))
                .isInstanceOf(TaskGroupException.class);
        assertThat(hold.interrupts()).isEqualTo(hold.arrived());
    }

    private void show(Task<?> task) {
        told.add(task.name() + " " + task.state());
        hold.open();
    }

    @Test
    void tasksComeAsTheyEnd() throws Exception {
        try (hold;
                TaskPool pool = TaskPool.open("quotes", 4)) {
            List<Task<String>> tasks = List.of(pool.submit(() -> ask("slow")), pool.submit(() -> ask("acme")));
            // shown: as-completed
            Tasks.asCompleted(tasks, ofSeconds(10)).forEach(task -> show(task));
            // end
        }
        assertThat(told).containsExactly("asked acme", "quotes#2 SUCCEEDED", "quotes#1 SUCCEEDED");
    }

    @Test
    void aGroupEndsWithItsBlock() throws Exception {
        // shown: group
        try {
            String both = TaskGroup.run(group -> {
                Task<String> acme = group.start("acme", () -> ask("acme"));
                Task<String> best = group.start("best", () -> ask("best"));
                return acme.await() + ", " + best.await();
            });
            log(both);
        } catch (TaskGroupException e) { // the others were cancelled, and have ended
            e.failures().forEach(failure -> log(failure.getCause()));
        }
        // end
        assertThat(told).contains("acme: 12, best: 12");
        assertThatThrownBy(() -> TaskGroup.run(group -> {
                    Task<String> slow = group.start("slow", () -> ask("slow"));
                    asked.await();
                    group.start("bad", () -> ask("bad"));
                    return slow.await();
                }))
                .isInstanceOfSatisfying(
                        TaskGroupException.class,
                        e -> assertThat(e.failures())
                                .singleElement()
                                .satisfies(it -> assertThat(it.getCause()).hasMessage("no answer")));
        assertThat(hold.interrupts()).isEqualTo(1);
    }

    @Test
    void aGroupMayHaveALimitAndATime() throws Exception {
        List<String> shops = List.of("acme", "best", "cheap");
        // shown: group-limits
        try (var group = TaskGroup.builder().limit(2).timeout(ofSeconds(20)).open()) {
            for (String shop : shops) {
                group.start(TaskOptions.named(shop).timeout(ofSeconds(10)), () -> ask(shop));
            }
            group.join(); // throws if one failed, or the time was over
        }
        // end
        assertThat(told).containsExactlyInAnyOrder("asked acme", "asked best", "asked cheap");
    }

    @Test
    void aShieldedStretchIsNotTorn() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        try (TaskPool pool = TaskPool.open("quotes", 4)) {
            Task<Void> task = pool.submit(() -> {
                // shown: shield
                Tasks.shield(() -> {
                    log("begun"); // what must not be torn; runs on this thread, at once
                    // end
                    inside.countDown();
                    cancelled.await();
                    // shown: shield
                    log("finished");
                });
                Tasks.sleep(ofSeconds(60)); // a cancel that came meanwhile is delivered after the block
                // end
            });
            inside.await();
            task.cancel();
            cancelled.countDown();
            task.join();
            assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
        }
        assertThat(told).containsExactly("begun", "finished");
    }

    @Test
    void aBodyThatNeverWaitsLooksByItself() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        try (TaskPool pool = TaskPool.open("quotes", 4)) {
            Task<Void> task = pool.submit(() -> {
                // shown: check
                while (true) {
                    rounds.incrementAndGet();
                    Task.checkCancelled(); // throws InterruptedException if the task was asked to stop
                }
                // end
            });
            eventually("it runs", () -> rounds.get() > 0);
            task.cancel();
            assertThat(task.join()).isInstanceOf(Outcome.Cancelled.class);
        }
    }

    @Test
    void theFirstSuccessEndsTheOthers() throws Exception {
        // shown: race
        String first = Tasks.race(() -> ask("slow"), () -> ask("acme"));
        // end
        assertThat(first).isEqualTo("acme: 12");
        assertThat(hold.interrupts()).isEqualTo(hold.arrived());
        assertThatThrownBy(
                        () -> Tasks.race(Bodies.throwing(new IOException("a")), Bodies.throwing(new IOException("b"))))
                .isInstanceOf(TaskGroupException.class);
    }
}
