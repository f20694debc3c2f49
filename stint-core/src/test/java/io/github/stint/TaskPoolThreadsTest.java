package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Outcome.Failure;
import io.github.stint.test.Gate;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The threads of a pool: whose they are, how they are named, and what does not leak from one task into the next. */
class TaskPoolThreadsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    // ---- names

    @Test
    void aTaskIsNamedAfterItsOwnerItsGroupItsNameAndItsNumber() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 1)) {
            assertThat(pool.submit(() -> 1).name()).isEqualTo("crawler#1");
            assertThat(pool.awaitIdle(LONG)).isTrue();
            Task<Integer> named = pool.submit(TaskOptions.named("fetch"), () -> 1);
            assertThat(named.name()).isEqualTo("crawler/fetch#2");
            assertThat(pool.awaitIdle(LONG)).isTrue();
            Task<Integer> both = pool.submit(TaskOptions.inGroup("frontier").name("fetch"), () -> 1);
            assertThat(both.name()).isEqualTo("crawler/frontier/fetch#3");
            assertThat(both.info().owner()).isEqualTo("crawler");
            assertThat(both.info().group()).isEqualTo("frontier");
        }
    }

    @Test
    void theThreadHasTheNameOfItsTask() throws Exception {
        try (TaskPool pool =
                TaskPool.builder("t").size(1).queue(3).reuseThreads().open()) {
            Task<String> one = pool.submit(
                    TaskOptions.named("a"), () -> Thread.currentThread().getName());
            Task<String> two = pool.submit(
                    TaskOptions.named("b"), () -> Thread.currentThread().getName());
            assertThat(one.await()).isEqualTo("t/a#1").isEqualTo(one.name());
            assertThat(two.await()).isEqualTo("t/b#2").isEqualTo(two.name());
            assertThat(pool.map(
                                    "g",
                                    List.of(1, 2),
                                    1,
                                    n -> Thread.currentThread().getName())
                            .results())
                    .containsExactly("t/g#3", "t/g#4");
        }
    }

    @Test
    void aNameThatABodyGaveItsThreadIsNotSeenByTheNext() throws Exception {
        try (TaskPool pool = TaskPool.open("renamed", 1)) {
            assertThat(pool.map("g", List.of(1, 2), 1, n -> {
                                String before = Thread.currentThread().getName();
                                Thread.currentThread().setName("mine");
                                return before;
                            })
                            .results())
                    .containsExactly("renamed/g#1", "renamed/g#2");
        }
    }

    @Test
    void theSecondOpenOwnerOfOneNameShowsAsTheSecond() throws Exception {
        try (TaskPool first = TaskPool.open("twin", 1)) {
            TaskPool second = TaskPool.open("twin", 1);
            try (second;
                    TaskPool third = TaskPool.open("twin", 1)) {
                assertThat(first.name()).isEqualTo("twin");
                assertThat(second.name()).isEqualTo("twin~2");
                assertThat(third.name()).isEqualTo("twin~3");
                assertThat(second.submit(() -> Thread.currentThread().getName()).await())
                        .isEqualTo("twin~2#1");
            }
            second.close();
            try (TaskPool again = TaskPool.open("twin", 1)) {
                assertThat(again.name())
                        .as("a closed one is no more in the way")
                        .isEqualTo("twin~2");
                second.close();
                try (TaskPool other = TaskPool.open("twin", 1)) {
                    assertThat(other.name())
                            .as("closing twice frees no name of somebody else")
                            .isEqualTo("twin~3");
                }
            }
        }
    }

    // ---- whose threads

    @Test
    void everySubmittedTaskHasAFreshVirtualThread() throws Exception {
        Set<Thread> threads = new HashSet<>();
        try (TaskPool pool = TaskPool.builder("fresh").size(1).queue(50).open()) {
            List<Task<Thread>> tasks = IntStream.range(0, 50)
                    .mapToObj(n -> pool.trySubmit(Thread::currentThread).orElseThrow())
                    .toList();
            for (Task<Thread> task : tasks) {
                threads.add(task.await());
            }
        }
        assertThat(threads).hasSize(50).allMatch(Thread::isVirtual);
    }

    @Test
    void noThreadIsStartedBeforeThereIsASlot() throws Exception {
        try (TaskPool pool = TaskPool.builder("later").size(1).queue(1).open();
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            Queue<Thread> threads = new ConcurrentLinkedQueue<>();
            pool.submit(() -> threads.add(Thread.currentThread()));
            assertThat(pool.tasks().getLast().state()).isEqualTo(TaskState.QUEUED);
            assertThat(threads).isEmpty();
            hold.open();
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(threads).hasSize(1);
        }
    }

    @Test
    void theElementsOfABatchShareThreads() throws Exception {
        try (TaskPool pool = TaskPool.open("share", 4)) {
            List<Thread> threads = pool.map(IntStream.range(0, 500).boxed().toList(), 4, n -> Thread.currentThread())
                    .results();
            assertThat(new HashSet<>(threads)).hasSizeLessThan(100);
        }
    }

    @Test
    void queuedTasksShareAThreadIfThePoolWasTold() throws Exception {
        try (TaskPool pool = TaskPool.builder("reuse")
                        .size(1)
                        .queue(10)
                        .reuseThreads()
                        .open();
                Gate hold = new Gate()) {
            Task<Thread> first = pool.submit(() -> {
                hold.pass();
                return Thread.currentThread();
            });
            List<Task<Thread>> queued = IntStream.range(0, 9)
                    .mapToObj(n -> pool.trySubmit(Thread::currentThread).orElseThrow())
                    .toList();
            hold.open();
            for (Task<Thread> task : queued) {
                assertThat(task.await()).isSameAs(first.await());
            }
        }
    }

    @Test
    void aSlowCallbackDoesNotHoldBackTheNextTaskEvenIfThreadsAreShared() throws Exception {
        try (TaskPool pool = TaskPool.builder("reuse")
                        .size(1)
                        .queue(1)
                        .reuseThreads()
                        .open();
                Gate body = new Gate();
                Gate callback = new Gate()) {
            pool.submit(TaskOptions.defaults().onDone(task -> callback.passStubbornly()), body::pass);
            Task<Integer> next = pool.submit(() -> 2);
            body.open();
            assertThat(next.await()).isEqualTo(2);
        }
    }

    // ---- what leaks and what does not

    @Test
    void anInterruptThatABodyLeavesIsNotSeenByTheNextOnTheSameThread() throws Exception {
        try (TaskPool pool =
                TaskPool.builder("flag").size(1).queue(5).reuseThreads().open()) {
            pool.submit(() -> Thread.currentThread().interrupt());
            assertThat(pool.submit(() -> Thread.currentThread().isInterrupted()).await())
                    .isFalse();
            assertThat(pool.map(List.of(1, 2, 3), 1, n -> {
                                boolean before = Thread.currentThread().isInterrupted();
                                Thread.currentThread().interrupt();
                                return before;
                            })
                            .results())
                    .containsOnly(false);
        }
    }

    @Test
    void aCancelledElementLeavesNoInterruptToTheNextOfItsBatch() throws Exception {
        try (TaskPool pool = TaskPool.open("next", 1);
                Gate hold = new Gate()) {
            TaskBatch<Boolean> batch = pool.map(List.of(1, 2, 3), 1, n -> {
                if (n == 1) {
                    hold.passStubbornly();
                    Thread.currentThread().interrupt();
                }
                return Thread.interrupted();
            });
            hold.awaitArrived(1);
            pool.cancel(1, "stop");
            hold.open();
            assertThat(batch.results()).containsExactly(true, false, false);
        }
    }

    @Test
    void inheritableThreadLocalsComeNeitherFromTheSubmitterNorFromWhoFreedTheSlot() throws Exception {
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        try (TaskPool pool = TaskPool.builder("local").size(1).queue(1).open();
                Gate hold = new Gate()) {
            local.set("submitter");
            pool.submit(() -> {
                local.set("who frees the slot");
                hold.pass();
            });
            Task<String> queued = pool.submit(local::get);
            hold.open();
            assertThat(queued.await()).isNull();
        } finally {
            local.remove();
        }
    }

    @Test
    void theContextClassLoaderIsThatOfTheSubmitter() throws Exception {
        ClassLoader mine = new ClassLoader() {};
        try (TaskPool pool = TaskPool.builder("loader").size(1).queue(2).open();
                Gate hold = new Gate()) {
            Task<Void> other = pool.submit(hold::pass);
            OtherThread<Task<ClassLoader>> submitter = OtherThread.run(() -> {
                Thread.currentThread().setContextClassLoader(mine);
                return pool.submit(() -> Thread.currentThread().getContextClassLoader());
            });
            Task<ClassLoader> queued = submitter.value();
            Task<ClassLoader> plain = pool.submit(() -> Thread.currentThread().getContextClassLoader());
            hold.open();
            other.await();
            assertThat(queued.await()).isSameAs(mine);
            assertThat(plain.await()).isSameAs(Thread.currentThread().getContextClassLoader());
        }
    }

    @Test
    void theContextClassLoaderOfASubmitterThatWaitedIsNotThatOfWhoFreedTheSlot() throws Exception {
        ClassLoader mine = new ClassLoader() {};
        ClassLoader theirs = new ClassLoader() {};
        try (TaskPool pool = TaskPool.open("loader", 1);
                Gate hold = new Gate()) {
            pool.submit(() -> {
                Thread.currentThread().setContextClassLoader(theirs);
                hold.pass();
            });
            OtherThread<Task<ClassLoader>> submitter = OtherThread.run(() -> {
                Thread.currentThread().setContextClassLoader(mine);
                return pool.submit(() -> Thread.currentThread().getContextClassLoader());
            });
            eventually("one waits", () -> pool.stats().waiting() == 1);
            hold.open();
            assertThat(submitter.value().await()).isSameAs(mine);
        }
    }

    @Test
    void theContextClassLoaderOfASharedThreadIsThatOfEachSubmitter() throws Exception {
        ClassLoader mine = new ClassLoader() {};
        try (TaskPool pool = TaskPool.builder("loader")
                        .size(1)
                        .queue(2)
                        .reuseThreads()
                        .open();
                Gate hold = new Gate()) {
            pool.submit(() -> {
                hold.pass();
                Thread.currentThread().setContextClassLoader(mine);
            });
            Task<ClassLoader> next = pool.submit(() -> Thread.currentThread().getContextClassLoader());
            hold.open();
            assertThat(next.await()).isSameAs(Thread.currentThread().getContextClassLoader());
        }
    }

    @Test
    void aContextClassLoaderSetByOneElementIsNotSeenByTheNextNorByTheSource() throws Exception {
        ClassLoader mine = new ClassLoader() {};
        ClassLoader submitters = Thread.currentThread().getContextClassLoader();
        Queue<ClassLoader> seenBySource = new ConcurrentLinkedQueue<>();
        Iterable<Integer> source = () -> IntStream.range(0, 3)
                .peek(n -> seenBySource.add(Thread.currentThread().getContextClassLoader()))
                .boxed()
                .iterator();
        try (TaskPool pool = TaskPool.open("loader", 1)) {
            List<ClassLoader> seen = pool.map(source, 1, n -> {
                        ClassLoader loader = Thread.currentThread().getContextClassLoader();
                        Thread.currentThread().setContextClassLoader(mine);
                        return loader;
                    })
                    .results();
            assertThat(seen).containsOnly(submitters);
            assertThat(seenBySource).containsOnly(submitters);
        }
    }

    @Test
    void anErrorOfTheMachineFailsItsTaskAndThePoolGoesOn() throws Exception {
        try (TaskPool pool = TaskPool.open("error", 1)) {
            for (Error error : List.of(
                    new StackOverflowError("as told"),
                    new OutOfMemoryError("as told"),
                    new NoClassDefFoundError("as told"))) {
                Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
                Task<Object> task = pool.submit(TaskOptions.defaults().onDone(t -> {}), () -> {
                    Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
                    throw error;
                });
                assertThat(task.join()).isEqualTo(new Failure<>(error));
                assertThat(pool.awaitIdle(LONG)).isTrue();
                assertThat(uncaught).as("handed to the thread's handler too").containsExactly(error);
            }
            assertThat(pool.submit(() -> 1).await()).isEqualTo(1);
        }
    }
}
