package io.github.stint.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to hear of the end of a task: a stack changed by compare-and-set, closed when the end is published.
 *
 * <p>Invariant: an observer is in the stack when it is closed, and is called, or {@link #observe} has said no. The stack
 * is only read when it is called, so that a concurrent {@link #forget} finds its links as it left them.
 */
abstract class Observed extends StateWord {

    /** Stands where the stack was, and keeps who was in it until they were called. */
    private static final class Closed extends Observer {
        final Observer[] taken;

        Closed(Observer[] taken) {
            this.taken = taken;
        }
    }

    private static final Observer[] NOBODY = {};
    private static final Closed CLOSED = new Closed(NOBODY);
    private static final VarHandle OBSERVERS;

    static {
        try {
            OBSERVERS = MethodHandles.lookup().findVarHandle(Observed.class, "observers", Observer.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Observer observers;

    Observed(@Nullable Observer first) {
        observers = first;
    }

    /** Adds an observer; false if the end was published before, then it hears nothing. */
    public final boolean observe(Observer observer) {
        while (true) {
            Observer first = observers;
            if (first instanceof Closed) {
                return false;
            }
            observer.next = first;
            if (OBSERVERS.compareAndSet(this, first, observer)) {
                return true;
            }
        }
    }

    /**
     * Takes an observer out again. It may still be called if the task ends at this moment.
     *
     * <p>The stack is walked and the marked ones are unlinked; a walk that met another one's unlinking starts again.
     */
    public final void forget(Observer observer) {
        observer.gone = true;
        while (!unlinkGone()) {
            Thread.onSpinWait();
        }
    }

    private boolean unlinkGone() {
        Observer kept = null;
        Observer at = observers;
        while (at != null) {
            Observer next = at.next;
            if (!at.gone) {
                kept = at;
            } else if (kept != null) {
                kept.next = next;
                if (kept.gone) {
                    return false;
                }
            } else if (!OBSERVERS.compareAndSet(this, at, next)) {
                return false;
            }
            at = next;
        }
        return true;
    }

    /** Closes the stack: from here nobody is added. Gives back who was in it, as {@link #taken} does from here. */
    final Observer[] closeObservers() {
        Observer last = (Observer) OBSERVERS.getAndSet(this, CLOSED);
        if (last == null) {
            return NOBODY;
        }
        if (last.next == null) {
            Observer[] one = {last};
            observers = new Closed(one);
            return one;
        }
        // One walk only: a forget that is under way may bring back links to those it had passed, never hide a live one.
        List<Observer> latestFirst = new ArrayList<>(2);
        for (Observer at = last; at != null; at = at.next) {
            latestFirst.add(at);
        }
        Observer[] inOrder = latestFirst.reversed().toArray(NOBODY);
        observers = new Closed(inOrder);
        return inOrder;
    }

    /** Who was in the stack when it was closed, in the order in which they came. */
    final Observer[] taken() {
        return observers instanceof Closed closed ? closed.taken : NOBODY;
    }

    /** They were called, and are not needed any more. */
    final void forgetTaken() {
        if (observers != CLOSED) {
            observers = CLOSED;
        }
    }
}
