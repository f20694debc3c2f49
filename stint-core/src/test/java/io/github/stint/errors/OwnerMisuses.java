package io.github.stint.errors;

import static io.github.stint.errors.Misuse.call;
import static io.github.stint.errors.Misuse.failureOf;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.stint.RestartPolicy;
import io.github.stint.RestartPolicy.OnReturn;
import io.github.stint.Shutdown;
import io.github.stint.Supervised;
import io.github.stint.TaskGroup;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import io.github.stint.WorkerPool;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** What goes wrong with owners: how they are made, held together and supervised. */
final class OwnerMisuses {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private OwnerMisuses() {}

    static List<Misuse> making() {
        return List.of(
                call("a name of blanks", () -> TaskPool.open(" ", 1)),
                call("a name of 201 characters", () -> TaskPool.open("x".repeat(201), 1)),
                call("a name with a line break", () -> TaskPool.open("crawler\nB", 1)),
                call("no name", () -> TaskPool.open(null, 1)),
                call("a pool without a size", () -> TaskPool.builder("crawler").open()),
                call("a size below 0", () -> TaskPool.open("crawler", -1)),
                call("a queue below 0", () -> TaskPool.builder("crawler").queue(-1)),
                call("a group that may run nothing", () -> TaskGroup.builder().limit(0)),
                call("a drain below 0", () -> Shutdown.drainFor(SECOND.negated())));
    }

    // ---- owners of owners

    static List<Misuse> adopting() {
        return List.of(
                new Misuse("adopted by two", OwnerMisuses::adoptedByTwo),
                new Misuse("adopted by itself", OwnerMisuses::adoptedByItself),
                new Misuse("adopted when it is closed", OwnerMisuses::adoptedWhenClosed));
    }

    private static Throwable adoptedByTwo() {
        try (TaskManager shop = TaskManager.open("shop");
                TaskManager mall = TaskManager.open("mall");
                TaskPool pool = TaskPool.open("crawler", 1)) {
            shop.adopt(pool);
            return catchThrowable(() -> mall.adopt(pool));
        }
    }

    private static Throwable adoptedByItself() {
        try (TaskManager shop = TaskManager.open("shop")) {
            return catchThrowable(() -> shop.adopt(shop));
        }
    }

    private static Throwable adoptedWhenClosed() {
        try (TaskManager shop = TaskManager.open("shop")) {
            TaskPool pool = TaskPool.open("crawler", 1);
            pool.close();
            return catchThrowable(() -> shop.adopt(pool));
        }
    }

    // ---- steering

    static List<Misuse> steering() {
        return List.of(
                new Misuse("a pool made smaller than nothing", () -> of(pool -> pool.resize(-1))),
                new Misuse("ended tasks of a pool that keeps none", () -> of(TaskPool::flush)),
                new Misuse("a list of ids with a null", () -> {
                    List<Long> ids = Arrays.asList(1L, null);
                    return of(pool -> pool.cancel(ids, "enough"));
                }),
                new Misuse("fewer workers than none", OwnerMisuses::fewerThanNone));
    }

    private static Throwable of(Consumer<TaskPool> call) {
        try (TaskPool pool = TaskPool.open("crawler", 2)) {
            return catchThrowable(() -> call.accept(pool));
        }
    }

    private static Throwable fewerThanNone() {
        try (WorkerPool workers = WorkerPool.open("mailers", () -> {})) {
            return catchThrowable(() -> workers.scaleTo(-1));
        }
    }

    // ---- supervision

    static List<Misuse> supervising() {
        RestartPolicy once = RestartPolicy.always()
                .backoff(Duration.ofNanos(1), Duration.ofNanos(1))
                .giveUpAfter(1, SECOND.multipliedBy(60));
        return List.of(
                call("pauses that shrink", () -> RestartPolicy.always().backoff(SECOND.multipliedBy(2), SECOND)),
                call("jitter of more than all", () -> RestartPolicy.always().jitter(1.5)),
                call("no window", () -> RestartPolicy.always().giveUpAfter(1, Duration.ZERO)),
                new Misuse(
                        "a return that its policy calls a failure",
                        () -> supervised(RestartPolicy.onFailure().onReturn(OnReturn.FAIL), self -> {})),
                new Misuse("returned once more than it may", () -> supervised(once, self -> {})),
                new Misuse(
                        "cancelled by itself once more than it may",
                        () -> supervised(once, self -> {
                            throw new CancellationException("enough");
                        })),
                new Misuse(
                        "ready twice",
                        () -> supervised(RestartPolicy.onFailure().giveUpAfter(0, SECOND), self -> {
                            self.ready();
                            self.ready();
                        })),
                new Misuse("a wait for what returned without being ready", OwnerMisuses::neverReady));
    }

    private static Throwable supervised(RestartPolicy policy, Supervised.Body body) throws Exception {
        try (TaskService service = TaskService.open("background")) {
            return failureOf(service.runForever("poller", policy, body).task());
        }
    }

    private static Throwable neverReady() throws Exception {
        try (TaskService service = TaskService.open("background")) {
            Supervised poller = service.runForever(
                    "poller", RestartPolicy.onFailure().onReturn(OnReturn.END), (Supervised.Body) self -> {});
            var _ = poller.task().join();
            return catchThrowable(() -> poller.awaitReady(SECOND));
        }
    }

    // ---- options

    static List<Misuse> options() {
        return List.of(call("a group of blanks", () -> TaskOptions.inGroup("")));
    }
}
