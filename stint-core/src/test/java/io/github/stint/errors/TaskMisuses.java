package io.github.stint.errors;

import static io.github.stint.errors.Misuse.call;
import static io.github.stint.errors.Misuse.failureOf;
import static io.github.stint.errors.Misuse.source;
import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.stint.Fn;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.Tasks;
import io.github.stint.test.Gate;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** What goes wrong with tasks: how they are handed over and waited for. */
final class TaskMisuses {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(60);

    private TaskMisuses() {}

    private static IllegalStateException boom() {
        return new IllegalStateException("out of stock");
    }

    // ---- handing over

    static List<Misuse> handingOver() {
        return List.of(
                new Misuse("more than there is room for", TaskMisuses::full),
                new Misuse("to a pool that is locked", TaskMisuses::locked),
                new Misuse("to a manager that closes", TaskMisuses::closing),
                new Misuse("to a group of which a task has failed, where it was opened", TaskMisuses::failed),
                new Misuse("to a group of which a task has failed, elsewhere", TaskMisuses::stopping),
                new Misuse("to a pool that is closed", TaskMisuses::closed),
                new Misuse(
                        "by the last running task, which would have to wait for room", TaskMisuses::noRoomForOneself),
                new Misuse("a batch in a group that there is", TaskMisuses::groupTwice),
                new Misuse("a batch that may run nothing", () -> pool(pool -> pool.map(List.of(), 0, it -> it))),
                new Misuse("fewer calls than none", () -> pool(pool -> pool.apply(-1, () -> 1))),
                new Misuse("without a body", () -> pool(pool -> pool.submit((Callable<String>) null))),
                call("a race of nobody", () -> Tasks.race(List.of())));
    }

    @FunctionalInterface
    private interface Use {
        void of(TaskPool pool) throws Exception;
    }

    private static Throwable pool(Use use) {
        try (TaskPool pool = TaskPool.open("crawler", 2)) {
            return catchThrowable(() -> use.of(pool));
        }
    }

    private static Throwable full() {
        try (Gate hold = new Gate();
                TaskManager manager =
                        TaskManager.builder("shop").maxTasks(1).queue(0).open()) {
            manager.spawn(hold::pass);
            Throwable error = catchThrowable(() -> manager.spawn(hold::pass));
            hold.open();
            return error;
        }
    }

    private static Throwable locked() {
        return pool(pool -> {
            pool.lock();
            pool.submit(() -> {});
        });
    }

    private static Throwable closing() throws Exception {
        try (Gate hold = new Gate();
                TaskManager manager = TaskManager.open("shop")) {
            manager.spawn(hold::pass);
            OtherThread<?> closer = OtherThread.run(() -> manager.shutdown(Shutdown.whenDone()));
            eventually("it closes", () -> manager.stats().state() == OwnerState.CLOSING);
            Throwable error = catchThrowable(() -> manager.spawn(() -> {}));
            hold.open();
            var _ = closer.value();
            return error;
        }
    }

    private static Throwable failed() throws Exception {
        return failed(group -> catchThrowable(() -> group.start(() -> {})));
    }

    private static Throwable stopping() throws Exception {
        return failed(group -> OtherThread.run(() -> group.start(() -> {})).error());
    }

    private static Throwable failed(Fn<TaskGroup, Throwable> start) throws Exception {
        try (Gate hold = new Gate();
                TaskGroup group = TaskGroup.builder().name("page").open()) {
            group.start("held", hold::passStubbornly);
            Task<Object> failed = group.start("head", () -> {
                throw boom();
            });
            var _ = failed.join();
            Throwable error = start.apply(group);
            hold.open();
            return error;
        }
    }

    private static Throwable closed() {
        TaskPool pool = TaskPool.open("crawler", 1);
        pool.close();
        return catchThrowable(() -> pool.submit(() -> {}));
    }

    private static Throwable noRoomForOneself() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 1)) {
            return failureOf(pool.submit(() -> pool.submit(() -> {}).await()));
        }
    }

    private static Throwable groupTwice() throws Exception {
        try (Gate hold = new Gate();
                TaskPool pool = TaskPool.open("crawler", 2)) {
            var first = pool.map("pages", List.of(1), 1, it -> {
                hold.pass();
                return it;
            });
            Throwable error = catchThrowable(() -> pool.map("pages", List.of(1), 1, it -> it));
            hold.open();
            var _ = first.results();
            return error;
        }
    }

    // ---- waiting

    static List<Misuse> waiting() {
        return List.of(
                new Misuse("for longer than said", () -> held(task -> task.await(MOMENT))),
                new Misuse(
                        "for the next of some, for longer than said",
                        () -> held(
                                task -> Tasks.asCompleted(List.of(task), MOMENT).forEach(it -> {}))),
                new Misuse("not at all", () -> held(Task::result)),
                new Misuse("of a task for itself", TaskMisuses::forOneself),
                new Misuse("of a task for all of its pool", TaskMisuses::forAllOfOnesPool),
                new Misuse("of a source for all of its pool", TaskMisuses::forThePoolOfOnesSource),
                new Misuse("of a task that was asked to stop, at a check", TaskMisuses::askedToStop));
    }

    @FunctionalInterface
    private interface Wait {
        void on(Task<Void> task) throws Exception;
    }

    private static Throwable held(Wait wait) throws Exception {
        try (Gate hold = new Gate();
                TaskPool pool = TaskPool.open("crawler", 1)) {
            Task<Void> task = pool.submit(hold::pass);
            hold.awaitArrived(1);
            Throwable error = catchThrowable(() -> wait.on(task));
            hold.open();
            return error;
        }
    }

    private static Throwable forOneself() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 1)) {
            return failureOf(pool.submit(() -> Task.current().orElseThrow().join()));
        }
    }

    private static Throwable forAllOfOnesPool() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 1)) {
            return failureOf(pool.submit(() -> pool.awaitIdle(LONG)));
        }
    }

    private static Throwable forThePoolOfOnesSource() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 1)) {
            Throwable error = catchThrowable(() ->
                    pool.map(source(() -> pool.awaitIdle(LONG)), 1, it -> it).results());
            return error.getCause();
        }
    }

    private static Throwable askedToStop() throws Exception {
        try (Gate hold = new Gate();
                TaskPool pool = TaskPool.open("crawler", 1)) {
            Throwable[] error = new Throwable[1];
            Task<Void> task = pool.submit(() -> {
                hold.passStubbornly();
                error[0] = catchThrowable(Task::checkCancelled);
            });
            hold.awaitArrived(1);
            task.cancel("enough");
            hold.open();
            var _ = task.join();
            return error[0];
        }
    }

    // ---- as an executor

    static List<Misuse> asExecutor() {
        return List.of(
                new Misuse(
                        "by the last running task, which would have to wait for room",
                        () -> executor(pool -> {
                            try (ExecutorService face = pool.asExecutorService()) {
                                return failureOf(
                                        pool.submit(() -> face.submit(() -> 1).get()));
                            }
                        })),
                new Misuse("by an interrupted thread when there is no room", TaskMisuses::interrupted),
                new Misuse(
                        "the result of a future that failed",
                        () -> executor(pool -> {
                            Future<Object> future = pool.asExecutorService().submit(TaskMisuses::fail);
                            return catchThrowable(future::get);
                        })),
                new Misuse(
                        "the result at once of one that failed",
                        () -> executor(pool -> {
                            Future<Object> future = pool.asExecutorService().submit(TaskMisuses::fail);
                            var _ = catchThrowable(future::get);
                            return catchThrowable(future::resultNow);
                        })),
                new Misuse(
                        "the failure at once of one that did not",
                        () -> executor(pool -> {
                            Future<Integer> future = pool.asExecutorService().submit(() -> 1);
                            var _ = future.get();
                            return catchThrowable(future::exceptionNow);
                        })),
                new Misuse(
                        "the first of some that all fail",
                        () -> executor(pool -> catchThrowable(() ->
                                pool.asExecutorService().invokeAny(List.of(TaskMisuses::fail, TaskMisuses::fail))))),
                new Misuse(
                        "the first of none",
                        () -> executor(pool ->
                                catchThrowable(() -> pool.asExecutorService().invokeAny(List.of())))));
    }

    private static Object fail() {
        throw boom();
    }

    @FunctionalInterface
    private interface Attempted {
        Throwable on(TaskPool pool) throws Exception;
    }

    private static Throwable executor(Attempted attempt) throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 1)) {
            return attempt.on(pool);
        }
    }

    private static Throwable interrupted() throws Exception {
        try (Gate hold = new Gate();
                TaskPool pool = TaskPool.open("crawler", 1)) {
            pool.submit(TaskOptions.named("held"), hold::pass);
            OtherThread<Throwable> submitter = OtherThread.run(() -> {
                Thread.currentThread().interrupt();
                return catchThrowable(() -> pool.asExecutorService().submit(() -> 1));
            });
            Throwable error = submitter.value();
            hold.open();
            return error;
        }
    }
}
