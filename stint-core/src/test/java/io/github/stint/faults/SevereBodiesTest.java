package io.github.stint.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Concurrent;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Failure;
import io.github.stint.RestartPolicy;
import io.github.stint.ResultStream;
import io.github.stint.Supervised;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies in which the JVM itself fails. The errors are real: a stack that is full, an array that has no room, a class. */
class SevereBodiesTest {

    private final @Nullable UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    private final AtomicInteger uncaught = new AtomicInteger();

    @BeforeEach
    void countTheUncaught() {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> uncaught.incrementAndGet());
    }

    @AfterEach
    void restoreTheHandler() {
        Thread.setDefaultUncaughtExceptionHandler(handler);
    }

    enum Severe {
        STACK(StackOverflowError.class, () -> deeper(0)),
        MEMORY(OutOfMemoryError.class, () -> new long[Integer.MAX_VALUE].length),
        CLASS(LinkageError.class, () -> Broken.VALUE);

        private final Class<? extends Error> error;

        @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing
        private final Callable<Integer> body;

        Severe(Class<? extends Error> error, Callable<Integer> body) {
            this.error = error;
            this.body = body;
        }
    }

    private static final class Broken {
        static final int VALUE = Integer.parseInt("not a number");

        private Broken() {}
    }

    @SuppressWarnings("InfiniteRecursion") // that is what it is for
    private static int deeper(int depth) {
        return deeper(depth + 1) + 1;
    }

    @ParameterizedTest
    @EnumSource
    void failTheTaskAndThePoolGoesOn(Severe severe) throws Exception {
        try (TaskPool pool = TaskPool.open("severe", 2)) {
            for (int i = 0; i < 6; i++) {
                Outcome<Integer> how = pool.submit(severe.body).join();
                assertThat(how)
                        .isInstanceOfSatisfying(
                                Failure.class,
                                failure -> assertThat(failure.error()).isInstanceOf(severe.error));
            }
            assertThat(pool.map("map", List.of(1, 2, 3), 2, it -> severe.body.call())
                            .outcomes())
                    .hasSize(3)
                    .allMatch(it -> it instanceof Failure);
            Whole.require(pool, 2, hold -> pool.submit(hold::pass));
            assertThat(pool.stats().failed()).isEqualTo(9);
            assertThat(uncaught.get())
                    .as("errors the uncaught handler was told of")
                    .isEqualTo(9);
        }
    }

    @ParameterizedTest
    @EnumSource
    void failTheGroupTheStreamAndTheRun(Severe severe) throws Exception {
        Throwable thrown = Assertions.catchThrowable(() -> TaskGroup.run(group -> group.start(severe.body)));
        assertThat(thrown).isInstanceOf(TaskGroupException.class).hasRootCauseInstanceOf(rootOf(severe));
        try (ResultStream<Outcome<Integer>> outcomes =
                Concurrent.map(List.of(1, 2), it -> severe.body.call()).outcomes()) {
            assertThat(outcomes.stream().toList()).hasSize(2).allMatch(it -> it instanceof Failure);
        }
        try (TaskService service = TaskService.open("severe")) {
            Supervised loop = service.runForever(
                    "loop",
                    RestartPolicy.always()
                            .backoff(Duration.ofNanos(1), Duration.ofNanos(1))
                            .giveUpAfter(2, Duration.ofMinutes(1)),
                    () -> {
                        Integer ignored = severe.body.call();
                    });
            Task<Void> task = loop.task();
            assertThat(task.join()).isInstanceOf(Failure.class);
            assertThat(loop.runs()).isEqualTo(3);
            Whole.requireBalanced(service);
        }
    }

    /** The first look at a broken class says why, the others only that it is broken; both are of the first kind or its cause. */
    private static Class<? extends Throwable> rootOf(Severe severe) {
        return severe == Severe.CLASS ? Throwable.class : severe.error;
    }
}
