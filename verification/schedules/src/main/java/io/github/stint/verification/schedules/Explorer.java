package io.github.stint.verification.schedules;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** Runs one scenario under many schedules, on the thread that made it. Other threads can explore at the same time. */
public final class Explorer {

    /** So many runs tell how long one is, which orders of priorities are drawn for. */
    private static final int TRIALS = 30;

    private static final int LENGTH_OF_TRIALS = 400;
    private static final int REPLAYS = 10;
    private static final int KINDS_SHOWN = 3;
    private static final int ENOUGH_FAILURES = 100;

    /** Loaded before the first run, outside the world, since they start threads that stay. */
    private static final String[] STAYING = {"io.github.stint.internal.feed.Forgotten"};

    /**
     * One for each thread, and not for each scenario: what one has loaded is compiled by the JVM once, for all that follow. They
     * share what is static, as the runs of one scenario do.
     */
    private static final ThreadLocal<Weaver> WEAVERS =
            ThreadLocal.withInitial(() -> new Weaver(Explorer.class.getClassLoader()));

    private final Thread owner = Thread.currentThread();
    private final String name;
    private final long[] found;
    private final Weaver weaver = WEAVERS.get();
    private final Scenario scenario;
    private final int length;

    /**
     * Prepares it.
     *
     * @param scenario a method with a {@link Property}, of a class whose constructor has no parameter
     */
    public Explorer(Method scenario) {
        this.name = scenario.getDeclaringClass().getSimpleName() + "." + scenario.getName();
        this.found = scenario.getAnnotation(Property.class).found();
        this.scenario = woven(weaver, scenario);
        this.length = length();
    }

    /** Runs those seeds, and before them those that once found a bug; stops early if many fail. */
    public Exploration explore(long first, long count) {
        long runs = 0;
        long failures = 0;
        Map<String, String> kinds = new LinkedHashMap<>();
        for (long seed : LongStream.concat(LongStream.of(found), LongStream.range(first, first + count))
                .toArray()) {
            runs++;
            Run run = run(seed, false);
            if (run.failed()) {
                failures++;
                if (kinds.size() < KINDS_SHOWN && !kinds.containsKey(run.kind())) {
                    kinds.put(run.kind(), replayed(seed, run));
                }
                if (failures == ENOUGH_FAILURES) {
                    break;
                }
            }
        }
        return new Exploration(name, runs, failures, String.join("\n\n", kinds.values()));
    }

    /** Runs it until a seed fails. */
    public Exploration find(long first, long most) {
        for (long seed = first; seed < first + most; seed++) {
            Run run = run(seed, false);
            if (run.failed()) {
                return new Exploration(name, seed - first + 1, 1, replayed(seed, run));
            }
        }
        return new Exploration(name, most, 0, "");
    }

    /** Runs one seed again, and tells its schedule. */
    public String replayed(long seed) {
        return replayed(seed, run(seed, false));
    }

    /** What does not come again was no matter of the schedule alone, so that all that is known of it is told. */
    private String replayed(long seed, Run first) {
        Run shown = first;
        int same = 0;
        for (int i = 0; i < REPLAYS; i++) {
            Run again = run(seed, true);
            if (again.kind().equals(first.kind())) {
                same++;
                shown = again;
            }
        }
        return "%s, seed %d (the same in %d of %d runs more): %s"
                .formatted(name, seed, same, REPLAYS, shown.described());
    }

    private Run run(long seed, boolean traced) {
        return run(new World(seed, length, traced));
    }

    private Run run(World world) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(
                    "'" + name + "' is explored on another thread than the one that prepared it");
        }
        weaver.enter(world.machine());
        try {
            return world.run(scenario);
        } finally {
            weaver.enter(null);
        }
    }

    private int length() {
        int most = LENGTH_OF_TRIALS / 4;
        int woven = 0;
        for (int i = 1; i <= TRIALS; i++) {
            Run run = run(new World(-i, LENGTH_OF_TRIALS, false));
            woven += run.wovenPoints();
            if (!run.failed()) {
                most = Math.max(most, run.points());
            }
        }
        if (woven == 0) {
            throw new IllegalStateException("'" + name + "' touches nothing that is woven");
        }
        return most;
    }

    private static Scenario woven(Weaver weaver, Method scenario) {
        try {
            for (String each : STAYING) {
                Class.forName(each, true, weaver);
            }
            Class<?> holder = weaver.loadClass(scenario.getDeclaringClass().getName());
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(holder, MethodHandles.lookup());
            MethodHandle make = lookup.findConstructor(holder, MethodType.methodType(void.class));
            MethodHandle run = lookup.unreflect(holder.getDeclaredMethod(scenario.getName(), World.class));
            return world -> invoke(run, make, world);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("'" + scenario + "' cannot be loaded", e);
        }
    }

    // By handles, which leave no native frame on the stack: with one, a thread that parks would keep the carrier.
    private static void invoke(MethodHandle run, MethodHandle make, World world) throws Exception {
        try {
            run.invoke(make.invoke(), world);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("neither an exception nor an error", e);
        }
    }
}
