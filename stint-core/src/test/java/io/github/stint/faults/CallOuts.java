package io.github.stint.faults;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls that the library makes to what users gave it, and throws at one of them, once. There are three sorts, and
 * only one is counted at a time: how often the clock is asked depends on how threads meet, how often a callback is called
 * does not.
 */
final class CallOuts {

    /** What is called. */
    enum Sort {
        USERS,
        THREAD_STARTS,
        CLOCK
    }

    private final Sort sort;
    private final int throwsAt;
    private final Fault fault;
    private final boolean lasts;
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<String> names = new CopyOnWriteArrayList<>();
    private final Set<Throwable> thrown = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String thrownIn;

    /**
     * Throws that at that call of that sort, counted from 1; never, if that is 0.
     *
     * @param lasts whether all calls after it throw too
     */
    CallOuts(Sort sort, int throwsAt, Fault fault, boolean lasts) {
        this.lasts = lasts;
        this.sort = sort;
        this.throwsAt = throwsAt;
        this.fault = fault;
    }

    /** To be called where the library has called out. */
    void at(String what) {
        at(Sort.USERS, what);
    }

    void at(Sort which, String what) {
        if (which != sort || over.get()) {
            return;
        }
        names.add(what);
        int call = made.incrementAndGet();
        if (call == throwsAt || (lasts && throwsAt > 0 && call > throwsAt)) {
            Throwable error = fault.made(what);
            thrown.add(error);
            thrownIn = what;
            CallOuts.<RuntimeException>raise(error);
        }
    }

    /** Does what the user of the library does; what comes out of that may be nothing but the fault, in whatever wrapping. */
    void user(String what, Action action) {
        try {
            action.run();
        } catch (Throwable e) {
            if (!isFault(e)) {
                throw new AssertionError(what + " threw something else than was injected: " + e, e);
            }
        }
    }

    /** The same with a value; null if it threw. */
    <T> @Nullable T got(String what, Callable<T> action) {
        List<T> value = new CopyOnWriteArrayList<>();
        user(what, () -> value.add(action.call()));
        return value.isEmpty() ? null : value.getFirst();
    }

    private boolean isFault(Throwable error) {
        Throwable at = error;
        for (int depth = 0; at != null && depth < 16; depth++) {
            if (thrown.contains(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    /** What users do. */
    interface Action {
        void run() throws Exception;
    }

    /** Looks at something meanwhile: nothing is counted and nothing thrown. */
    void pause(Action look) throws Exception {
        over.set(true);
        look.run();
        over.set(false);
    }

    /** From here nothing is counted and nothing thrown: what is left is to look what became of it. */
    void over() {
        over.set(true);
    }

    int made() {
        return made.get();
    }

    /** The names of the calls that were made, in order. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** Where it threw; null if it has not come to that. */
    @Nullable
    String thrownIn() {
        return thrownIn;
    }

    @SuppressWarnings("unchecked") // the cast is not checked, on purpose
    private static <X extends Throwable> void raise(Throwable error) throws X {
        throw (X) error;
    }

    @Override
    public String toString() {
        return thrownIn == null
                ? "no fault"
                : fault + " at call-out " + throwsAt + (lasts ? " and all after it, " : ", ") + thrownIn;
    }
}
