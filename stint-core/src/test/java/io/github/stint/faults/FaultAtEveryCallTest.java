package io.github.stint.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Concurrent;
import io.github.stint.OnFailure;
import io.github.stint.Outcome;
import io.github.stint.RestartPolicy;
import io.github.stint.ResultStream;
import io.github.stint.Shutdown;
import io.github.stint.Supervised;
import io.github.stint.Task;
import io.github.stint.TaskBatch;
import io.github.stint.TaskGroup;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskOwner;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskService;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.WorkerPool;
import io.github.stint.faults.CallOuts.Sort;
import io.github.stint.faults.Faulty.FaultySubscriber;
import io.github.stint.internal.engine.ThreadStarts;
import io.github.stint.test.Eventually;
import io.github.stint.testing.Bodies;
import io.github.stint.testing.CountedSource;
import io.github.stint.testing.Heard;
import io.github.stint.testing.OtherThread;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A fault at the k-th call to what users gave, for every k: each face plays a script once without a fault, which counts the
 * calls, and then once for each of them. Afterwards its books balance, its slots are whole, it closes, its source was closed
 * once, and who else listens has heard all.
 */
class FaultAtEveryCallTest {

    private final @Nullable UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();

    @BeforeEach
    void severeErrorsAreNotPrinted() {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {});
    }

    @AfterEach
    void restoreTheHandler() {
        Thread.setDefaultUncaughtExceptionHandler(handler);
    }

    private static final Shutdown PATIENT =
            Shutdown.drainFor(Duration.ofSeconds(15)).thenCancelFor(Duration.ofSeconds(15));
    private static final List<Fault> OTHERS =
            List.of(Fault.ERROR, Fault.CHECKED, Fault.INTERRUPTED, Fault.CANCELLATION, Fault.NO_MEMORY);
    /** In which order threads make their calls differs from play to play, so the k-th may be one name twice and another never. */
    private static final int SWEEPS = 5;

    private static final Duration LONG = Duration.ofMinutes(1);

    /** What one face is used for. */
    private interface Script {
        void play(CallOuts calls) throws Exception;
    }

    enum Face {
        POOL(FaultAtEveryCallTest::pool),
        WORKERS(FaultAtEveryCallTest::workers),
        STREAM(FaultAtEveryCallTest::stream),
        PUBLISHER(FaultAtEveryCallTest::publisher),
        MANAGER(FaultAtEveryCallTest::manager),
        SERVICE(FaultAtEveryCallTest::service),
        GROUP(FaultAtEveryCallTest::group),
        EXECUTOR(FaultAtEveryCallTest::executor),
        GATHERER(FaultAtEveryCallTest::gatherer);

        @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing
        private final Script script;

        Face(Script script) {
            this.script = script;
        }
    }

    // ---- all k

    /** The numbers are so many calls at least, so that a script cannot shrink unseen. */
    @ParameterizedTest
    @CsvSource({
        "POOL, 90, body/callback/cancelled/capture/context before/context after/submitted/started/cancelRequested/ended"
                + "/rejected/resized/closed/iterator/hasNext/next/close/element",
        "WORKERS, 30, body/callback/capture/context before/submitted/started/cancelRequested/ended/closed",
        "STREAM, 50, capture/context before/context after/submitted/started/ended/iterator/hasNext/next/close/element",
        "PUBLISHER, 30, onSubscribe/onNext/onComplete/iterator/hasNext/next/close/element",
        "MANAGER, 30, body/capture/submitted/started/ended/closed",
        "SERVICE, 30, run/tick/action/time of day/appointment/serviceChanged/restarting/submitted/started/ended/closed",
        "GROUP, 25, body/callback/capture/submitted/started/ended",
        "EXECUTOR, 25, body/capture/submitted/started/ended/closed",
        "GATHERER, 10, element/hasNext/next",
    })
    void usersCodeMayThrowAtAnyOfItsCalls(Face face, int atLeast, String names) throws Exception {
        Set<String> wanted = Set.of(names.split("/"));
        Set<String> hit = sweep(face, Sort.USERS, atLeast, Fault.RUNTIME);
        for (int again = 0; again < SWEEPS && !hit.containsAll(wanted); again++) {
            hit.addAll(sweep(face, Sort.USERS, atLeast, Fault.RUNTIME));
        }
        assertThat(hit).containsAll(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        "POOL, 11",
        "WORKERS, 4",
        "STREAM, 2",
        "PUBLISHER, 3",
        "MANAGER, 4",
        "SERVICE, 3",
        "GROUP, 4",
        "EXECUTOR, 5"
    })
    void anyThreadMayFailToStart(Face face, int atLeast) throws Exception {
        Set<String> ignored = sweep(face, Sort.THREAD_STARTS, atLeast, Fault.NO_MEMORY);
    }

    @ParameterizedTest
    @CsvSource({"POOL, 40", "WORKERS, 15", "STREAM, 15", "MANAGER, 15", "SERVICE, 20", "GROUP, 15", "EXECUTOR, 15"})
    void theClockMayThrowAnyTimeItIsAsked(Face face, int atLeast) throws Exception {
        Set<String> ignored = sweep(face, Sort.CLOCK, atLeast, Fault.RUNTIME);
    }

    /**
     * Plays without a fault, and then twice for each call: users' code throws that, and then one of the other kinds, in turns;
     * the others throw once, and then from there on.
     */
    private static Set<String> sweep(Face face, Sort sort, int atLeast, Fault fault) throws Exception {
        CallOuts without = new CallOuts(sort, 0, Fault.RUNTIME, false);
        play(face, without);
        int calls = without.made();
        assertThat(calls).as("calls of " + face + ": " + without.names()).isGreaterThanOrEqualTo(atLeast);
        Set<String> hit = new TreeSet<>();
        int runs = 0;
        int thrown = 0;
        for (int k = 1; k <= calls; k++) {
            thrown += playWith(face, new CallOuts(sort, k, fault, false), hit);
            if (sort == Sort.USERS) {
                Fault another = OTHERS.get(k % OTHERS.size());
                thrown += playWith(face, new CallOuts(sort, k, another, false), hit);
            } else {
                thrown += playWith(face, new CallOuts(sort, k, fault, true), hit);
            }
            runs += 2;
        }
        assertThat(thrown).as("faults thrown in " + runs + " runs").isGreaterThanOrEqualTo(runs * 3 / 4);
        return hit;
    }

    private static int playWith(Face face, CallOuts calls, Set<String> hit) throws Exception {
        try {
            play(face, calls);
        } catch (AssertionError e) {
            throw new AssertionError(face + ", " + calls + ": " + e.getMessage(), e);
        }
        String where = calls.thrownIn();
        if (where == null) {
            return 0;
        }
        hit.add(where);
        return 1;
    }

    private static void play(Face face, CallOuts calls) throws Exception {
        ThreadStarts starts = Faulty.threadStarts(calls);
        try {
            OtherThread<String> player = OtherThread.run(() -> {
                face.script.play(calls);
                return "played";
            });
            assertThat(player.value()).isEqualTo("played");
        } catch (AssertionError e) {
            Throwable cause = e.getCause();
            throw new AssertionError(calls + ": " + (cause == null ? e.getMessage() : cause), e);
        } finally {
            starts.close();
        }
    }

    // ---- what the scripts have in common

    /** Options with two callbacks of each kind: the first may throw, the second counts. */
    private static TaskOptions options(CallOuts calls, AtomicInteger called) {
        return TaskOptions.defaults()
                .timeout(LONG)
                .onCancelled(task -> calls.at("cancelled"))
                .onDone(task -> calls.at("callback"))
                .onDone(task -> called.incrementAndGet());
    }

    /** All have begun or ended: so the calls that a cancel brings are the same each time. */
    private static void noneIsOnItsWay(TaskOwner owner) {
        Eventually.eventually(
                "none is on its way", () -> owner.tasks().stream().noneMatch(task -> task.state() == TaskState.QUEUED));
    }

    private static void joined(CallOuts calls, @Nullable Task<?> task) {
        if (task != null) {
            calls.user("join", () -> {
                Outcome<?> ignored = task.join();
            });
        }
    }

    private static void done(CallOuts calls, @Nullable TaskBatch<?> batch) {
        if (batch != null) {
            calls.user("outcomes", () -> {
                List<?> ignored = batch.outcomes();
            });
            Eventually.eventually("its feed is over", batch::isDone);
        }
    }

    private static void closedOnce(CountedSource source, boolean taken) {
        if (taken) {
            assertThat(source.closed()).as("times the source was closed").isEqualTo(1);
            assertThat(source.mostInside()).as("threads in the source").isLessThanOrEqualTo(1);
        }
    }

    private static int element(CallOuts calls, int element) {
        calls.at("element");
        return element;
    }

    // ---- the scripts

    private static void pool(CallOuts calls) throws Exception {
        Heard heard = new Heard();
        AtomicInteger called = new AtomicInteger();
        TaskPool pool = calls.got(
                "open",
                () -> TaskPool.builder("faulty")
                        .size(2)
                        .queue(8)
                        .keepEnded(100)
                        .onClose(PATIENT)
                        .ticker(Faulty.ticker(calls))
                        .context(Faulty.context(calls))
                        .listener(Faulty.listener(calls))
                        .listener(heard)
                        .open());
        if (pool == null) {
            return;
        }
        int accepted = 0;
        Task<String> one = calls.got(
                "submit",
                () -> pool.submit(options(calls, called), () -> {
                    calls.at("body");
                    return "one";
                }));
        joined(calls, one);
        accepted += one == null ? 0 : 1;
        Task<Object> blocked = calls.got("submit", () -> pool.submit(options(calls, called), Bodies.blocked()));
        accepted += blocked == null ? 0 : 1;
        if (blocked != null) {
            noneIsOnItsWay(pool);
            calls.user("cancel", () -> blocked.cancel("not needed"));
            joined(calls, blocked);
        }
        joined(
                calls,
                calls.got(
                        "trySubmit",
                        () -> pool.trySubmit(() -> calls.at("body")).orElseThrow()));

        CountedSource mapped = Faulty.source(calls, 3);
        TaskBatch<Integer> map = calls.got("map", () -> pool.map("map", mapped, 2, it -> element(calls, it)));
        done(calls, map);
        closedOnce(mapped, map != null);
        CountedSource each = Faulty.source(calls, 2);
        TaskBatch<Void> forEach =
                calls.got("forEach", () -> pool.forEach("each", each, 1, it -> calls.at("element " + it)));
        done(calls, forEach);
        closedOnce(each, forEach != null);
        done(
                calls,
                calls.got(
                        "starmap",
                        () -> pool.starmap("star", Map.of(1, 2).entrySet(), 1, (a, b) -> {
                            calls.at("pair");
                            return a + b;
                        })));
        done(
                calls,
                calls.got(
                        "apply",
                        () -> pool.apply("apply", 2, () -> {
                            calls.at("applied");
                            return 1;
                        })));

        calls.user("resize", () -> pool.resize(0));
        Task<Object> queued =
                calls.got("submit", () -> pool.submit(options(calls, called).group("waiting"), Bodies.blocked()));
        accepted += queued == null ? 0 : 1;
        calls.user("cancelGroup", () -> pool.cancelGroup("waiting", "not needed"));
        joined(calls, queued);
        calls.user("resize", () -> pool.resize(2));
        pool.lock();
        calls.user("submit to a locked one", () -> {
            try {
                pool.submit(() -> {});
            } catch (TaskRejectedException expected) {
                assertThat(expected.why()).isEqualTo(TaskRejectedException.Why.LOCKED);
            }
        });
        pool.unlock();
        if (one != null) {
            calls.user("onDone", () -> one.onDone(task -> calls.at("late callback")));
            calls.user("future", () -> {
                Object ignored = one.toCompletableFuture()
                        .handle((value, error) -> {
                            calls.at("future");
                            return 1;
                        })
                        .get();
            });
        }
        Whole.requireBalanced(pool);
        assertThat(called.get()).as("callbacks after one that may throw").isEqualTo(accepted);
        int kept = pool.flush().size();
        assertThat((long) kept).isEqualTo(pool.stats().submitted());
        calls.pause(() -> Whole.require(pool, 2, hold -> pool.submit(hold::pass)));
        long submitted = pool.stats().submitted();
        calls.user("close", pool::close);
        calls.over();
        Whole.requireCloses(pool);
        Whole.requireHeard(heard, submitted);
        assertThat(heard.all()).containsOnlyOnce("closed faulty").contains("resized faulty 0 2");
    }

    private static void workers(CallOuts calls) throws Exception {
        Heard heard = new Heard();
        WorkerPool pool = calls.got(
                "open",
                () -> WorkerPool.builder("faulty", () -> {
                            calls.at("body");
                            Bodies.blocked().call();
                        })
                        .options(TaskOptions.defaults().onDone(task -> calls.at("callback")))
                        .ticker(Faulty.ticker(calls))
                        .context(Faulty.context(calls))
                        .listener(Faulty.listener(calls))
                        .listener(heard)
                        .open());
        if (pool == null) {
            return;
        }
        calls.user("start", () -> pool.start(3));
        noneIsOnItsWay(pool);
        calls.user("stop", () -> pool.stop(2));
        calls.user("scaleTo", () -> pool.scaleTo(4));
        noneIsOnItsWay(pool);
        calls.user("scaleTo", () -> pool.scaleTo(1));
        calls.user("start", () -> pool.start(1));
        noneIsOnItsWay(pool);
        calls.user("stopAll", pool::stopAll);
        Whole.requireBalanced(pool);
        calls.user("scaleTo", () -> pool.scaleTo(2));
        noneIsOnItsWay(pool);
        calls.user("close", pool::close);
        calls.over();
        Whole.requireCloses(pool);
        Whole.requireBalanced(pool);
        Whole.requireHeard(heard, pool.stats().submitted());
    }

    private static void stream(CallOuts calls) throws Exception {
        read(calls, 5, Integer.MAX_VALUE, false);
        read(calls, 5, 2, false);
        read(calls, 4, Integer.MAX_VALUE, true);
        CountedSource source = Faulty.source(calls, 3);
        calls.user("forEach", () -> stream(calls, source).forEach(it -> calls.at("consumer")));
        if (source.pulled() > 0 || source.begun() > 0) {
            closedOnce(source, true);
        }
    }

    private static Concurrent<Integer, Integer> stream(CallOuts calls, CountedSource source) {
        return Concurrent.<Integer, Integer>map(source, it -> element(calls, it))
                .name("faulty")
                .limit(2)
                .ticker(Faulty.ticker(calls))
                .context(Faulty.context(calls))
                .listener(Faulty.listener(calls));
    }

    private static void read(CallOuts calls, int count, int most, boolean outcomes) throws Exception {
        CountedSource source = Faulty.source(calls, count);
        ResultStream<?> results = calls.got(
                "results",
                () -> outcomes
                        ? stream(calls, source).outcomes()
                        : stream(calls, source).inSourceOrder().results());
        if (results == null) {
            return;
        }
        calls.user("read", () -> {
            try (ResultStream<?> closing = results) {
                int read = 0;
                for (Object ignored : closing) {
                    read++;
                    if (read == most) {
                        break;
                    }
                }
            }
        });
        Whole.requireCloses(results);
        closedOnce(source, true);
    }

    private static void publisher(CallOuts calls) throws Exception {
        CountedSource source = Faulty.source(calls, 4);
        ResultStream<Integer> results =
                calls.got("results", () -> stream(calls, source).results());
        if (results == null) {
            return;
        }
        FaultySubscriber subscriber = new FaultySubscriber(calls);
        calls.user("subscribe", () -> results.publisher().subscribe(subscriber));
        Eventually.eventually(
                "it is told of the end, or has thrown",
                () -> subscriber.end() != null
                        || String.valueOf(calls.thrownIn()).startsWith("on"));
        calls.over();
        Whole.requireCloses(results);
        closedOnce(source, true);
    }

    private static void manager(CallOuts calls) throws Exception {
        Heard heard = new Heard();
        TaskManager manager = calls.got(
                "open",
                () -> TaskManager.builder("faulty")
                        .maxTasks(2)
                        .onClose(PATIENT)
                        .ticker(Faulty.ticker(calls))
                        .context(Faulty.context(calls))
                        .listener(Faulty.listener(calls))
                        .listener(heard)
                        .open());
        if (manager == null) {
            return;
        }
        TaskPool images = manager.adopt(TaskPool.builder("faulty-images")
                .size(1)
                .queue(2)
                .onClose(PATIENT)
                .listener(Faulty.listener(calls))
                .open());
        for (int i = 0; i < 4; i++) {
            Task<Void> ignored = calls.got(
                    "spawn",
                    () -> manager.spawn(() -> {
                        calls.at("body");
                        Task<Void> child = images.submit(() -> calls.at("body"));
                        child.join();
                    }));
        }
        calls.user("await idle", manager::awaitIdle);
        Whole.requireBalanced(manager);
        Whole.requireBalanced(images);
        calls.pause(() -> {
            Whole.require(manager, 2, hold -> manager.spawn(hold::pass));
            Whole.require(images, 1, hold -> images.submit(hold::pass));
        });
        calls.user("close", manager::close);
        calls.over();
        Whole.requireCloses(manager);
        Whole.requireCloses(images);
        Whole.requireHeard(heard, manager.stats().submitted());
    }

    private static void service(CallOuts calls) throws Exception {
        TaskService service = calls.got(
                "open",
                () -> TaskService.builder("faulty")
                        .clock(() -> {
                            calls.at("time of day");
                            return Instant.EPOCH;
                        })
                        .ticker(Faulty.ticker(calls))
                        .context(Faulty.context(calls))
                        .listener(Faulty.listener(calls))
                        .open());
        if (service == null) {
            return;
        }
        RestartPolicy policy = RestartPolicy.always()
                .backoff(Duration.ofNanos(1_000), Duration.ofNanos(1_000))
                .giveUpAfter(3, LONG);
        Supervised loop = calls.got(
                "runForever",
                () -> service.runForever("loop", policy, self -> {
                    calls.at("run");
                    self.ready();
                }));
        joined(calls, loop == null ? null : loop.task());
        AtomicInteger ticks = new AtomicInteger();
        Supervised every = calls.got(
                "every",
                () -> service.every("every", Duration.ofNanos(1_000), () -> {
                    if (ticks.incrementAndGet() == 3) {
                        Task.current().orElseThrow().cancel("enough");
                    }
                    calls.at("tick");
                }));
        joined(calls, every == null ? null : every.task());
        calls.user("schedule", () -> service.schedule(() -> calls.at("action"), () -> calls.at("action")));
        Supervised once = calls.got("at", () -> service.at("at", Instant.EPOCH, () -> calls.at("appointment")));
        joined(calls, once == null ? null : once.task());
        Whole.requireBalanced(service);
        Supervised stopped = calls.got(
                "runForever",
                () -> service.runForever("stopped", policy, () -> {
                    Bodies.blocked().call();
                }));
        if (stopped != null) {
            Eventually.eventually(
                    "it runs", () -> stopped.runs() > 0 || stopped.task().isDone());
            calls.user("cancel", () -> stopped.cancel("not needed"));
            joined(calls, stopped.task());
        }
        calls.user("close", service::close);
        calls.over();
        Whole.requireCloses(service);
        Whole.requireBalanced(service);
        assertThat(service.supervised()).isEmpty();
    }

    private static void group(CallOuts calls) throws Exception {
        AtomicInteger called = new AtomicInteger();
        for (OnFailure policy : OnFailure.values()) {
            TaskGroup group = calls.got(
                    "open",
                    () -> TaskGroup.builder()
                            .name("faulty")
                            .limit(2)
                            .timeout(LONG)
                            .onFailure(policy)
                            .ticker(Faulty.ticker(calls))
                            .context(Faulty.context(calls))
                            .listener(Faulty.listener(calls))
                            .open());
            if (group == null) {
                continue;
            }
            for (int i = 0; i < 3; i++) {
                int own = i;
                calls.user("start", () -> {
                    try {
                        Task<Integer> ignored = group.start(options(calls, called), () -> {
                            calls.at("body");
                            return own;
                        });
                    } catch (TaskRejectedException afterFailure) {
                        assertThat(policy).isEqualTo(OnFailure.CANCEL_SIBLINGS);
                    }
                });
            }
            calls.user("join", group::join);
            Whole.requireBalanced(group);
            calls.user("close", group::close);
            Whole.requireCloses(group);
        }
        calls.user("gather", () -> {
            List<Integer> ignored =
                    Tasks.gather(() -> element(calls, 1), () -> element(calls, 2), () -> element(calls, 3));
        });
        calls.user("within", () -> {
            Integer ignored = Tasks.within(LONG, () -> element(calls, 1));
        });
    }

    private static void executor(CallOuts calls) throws Exception {
        Heard heard = new Heard();
        TaskPool pool = calls.got(
                "open",
                () -> TaskPool.builder("faulty")
                        .size(2)
                        .queue(8)
                        .onClose(PATIENT)
                        .ticker(Faulty.ticker(calls))
                        .context(Faulty.context(calls))
                        .listener(Faulty.listener(calls))
                        .listener(heard)
                        .open());
        if (pool == null) {
            return;
        }
        ExecutorService executor = pool.asExecutorService();
        calls.user("submit", () -> {
            Future<Integer> future = executor.submit(() -> body(calls));
            Integer ignored = future.get();
        });
        calls.user("execute", () -> executor.execute(() -> calls.at("body")));
        calls.user("invokeAll", () -> {
            List<Future<Integer>> all = executor.invokeAll(Arrays.asList(() -> body(calls), () -> body(calls)));
            assertThat(all).allMatch(Future::isDone);
        });
        calls.user("invokeAny", () -> {
            Integer ignored = executor.invokeAny(List.of(() -> body(calls)));
        });
        calls.pause(() -> Whole.require(pool, 2, hold -> pool.submit(hold::pass)));
        calls.user("shutdown", executor::shutdown);
        calls.user("close", pool::close);
        calls.over();
        Whole.requireCloses(pool);
        Whole.requireBalanced(pool);
        assertThat(executor.isTerminated()).isTrue();
        Whole.requireHeard(heard, pool.stats().submitted());
    }

    private static int body(CallOuts calls) {
        calls.at("body");
        return 1;
    }

    private static void gatherer(CallOuts calls) {
        CountedSource source = Faulty.source(calls, 4);
        calls.user("gather", () -> {
            try (Stream<Integer> stream = StreamSupport.stream(source.spliterator(), false)) {
                List<Integer> ignored = stream.gather(
                                Concurrent.<Integer, Integer>gatherer(2, it -> element(calls, it)))
                        .toList();
            }
        });
        assertThat(TaskOwner.allOpen())
                .as("owners that are still open")
                .noneMatch(owner -> owner.name().startsWith("gatherer"));
    }
}
