package io.github.stint.process;

import io.github.stint.Action;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** What the bodies of one owner say of themselves: how many began, returned and threw, and how many did so too late. */
final class Tally {

    private final BooleanSupplier closed;
    private final AtomicLong late;
    private final AtomicLong began = new AtomicLong();
    private final AtomicLong returned = new AtomicLong();
    private final AtomicLong threw = new AtomicLong();

    /**
     * Nothing yet.
     *
     * @param closed whether it is too late
     * @param late counts what happens then
     */
    Tally(BooleanSupplier closed, AtomicLong late) {
        this.closed = closed;
        this.late = late;
    }

    /** That body, counted. */
    <T> Callable<T> counted(Callable<? extends T> body) {
        return () -> {
            began.incrementAndGet();
            lookAtTheTime();
            try {
                T value = body.call();
                returned.incrementAndGet();
                return value;
            } catch (Throwable e) {
                threw.incrementAndGet();
                throw e;
            } finally {
                lookAtTheTime();
            }
        };
    }

    /** That action, counted. */
    Action countedAction(Action body) {
        Callable<Object> counted = counted(() -> {
            body.run();
            return "done";
        });
        return counted::call;
    }

    private void lookAtTheTime() {
        if (closed.getAsBoolean()) {
            late.incrementAndGet();
        }
    }

    /** The numbers. */
    @Override
    public String toString() {
        return "began=" + began + " returned=" + returned + " threw=" + threw;
    }
}
