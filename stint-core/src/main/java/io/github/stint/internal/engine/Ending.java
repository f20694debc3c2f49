package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.CloseReport;
import io.github.stint.CloseReport.Straggler;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.Stats;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskOwner;
import io.github.stint.TaskRejectedException.Why;
import io.github.stint.internal.time.Deadline;
import io.github.stint.internal.time.Deadlines.Armed;
import io.github.stint.internal.time.SteadyTicker;
import io.github.stint.internal.watch.Recording;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one owner comes to rest and is closed. */
public final class Ending implements Scope {

    private final Core core;
    private final View view;
    private final Steering steering;
    private final StragglerWatch stragglers;

    Ending(Core core, View view, Steering steering, StragglerWatch stragglers) {
        this.core = core;
        this.view = view;
        this.steering = steering;
        this.stragglers = stragglers;
    }

    @Override
    public String name() {
        return core.options.name();
    }

    @Override
    public String kind() {
        return core.options.kind();
    }

    @Override
    public Ticker ticker() {
        return core.options.ticker();
    }

    @Override
    public Stats stats() {
        return view.stats();
    }

    @Override
    public List<Straggler> stragglers() {
        return view.stragglers();
    }

    @Override
    public List<String> lingering() {
        return view.lingering();
    }

    @Override
    public @Nullable TaskFailedException firstFailure() {
        return view.firstFailure();
    }

    @Override
    public void nudge() {
        steering.nudge();
    }

    /** Refuses a wait of one of its own tasks for all of them. */
    public void refuseFromInside(String what) {
        core.refuseFromInside(what);
    }

    /** Refuses a wait of one of a group's own tasks for all of them. */
    public static void refuseFromInside(Group group, String name, String what) {
        Core.refuseFromInside(group, name, what);
    }

    /** The same on its own clock. */
    public boolean awaitIdle(long deadline) throws InterruptedException {
        return awaitIdle(ticker(), deadline);
    }

    @Override
    public boolean awaitIdle(Ticker ticker, long deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Signal signal = new Signal();
        boolean idle = core.locked(() -> {
            if (core.isIdle()) {
                return true;
            }
            core.ledger.whenIdle(signal);
            return false;
        });
        if (idle) {
            return true;
        }
        try {
            return signal.await(ticker, deadline);
        } finally {
            if (!signal.hasFired()) {
                core.locked(() -> core.ledger.forget(signal));
            }
        }
    }

    @Override
    public void stop(CancelReason why) {
        CancelReason first = refuseAll(why);
        steering.cancelAll(first);
    }

    /** Accepts nothing and admits nobody from here. Gives back the reason that stands, which is the first. Never waits. */
    public CancelReason refuseAll(CancelReason why) {
        AfterLock after = new AfterLock();
        CancelReason first = core.locked(() -> {
            boolean ignored = core.lifecycle.stop(why);
            boolean atWork = core.ledger.live() > 0 || core.admission.waiting() > 0;
            CancelReason stands = atWork ? core.stoppedAtWork(why) : why;
            for (Submission next = core.admission.nextWaiting(); next != null; next = core.admission.nextWaiting()) {
                next.refuse(Why.CLOSED);
                after.wake(next);
            }
            after.fire(core.takeIdle());
            return stands;
        });
        AfterLock.perform(after);
        return first;
    }

    /** Closes by draining and cancelling; if somebody closes already, waits for that. */
    public CloseReport shutdown(Shutdown how) throws InterruptedException {
        refuseFromInside("shutdown");
        while (!core.locked(core.lifecycle::beginClosing)) {
            CloseReport report = awaitOthersReport();
            if (report != null) {
                return report;
            }
        }
        return drainAndCancel(how);
    }

    /** The same whatever happens: an interrupt is kept. */
    public CloseReport shutdownUninterruptibly(Shutdown how) {
        refuseFromInside("close");
        while (!core.locked(core.lifecycle::beginClosing)) {
            CloseReport report = awaitOthersReportUninterruptibly(ticker(), Deadline.NEVER);
            if (report != null) {
                return report;
            }
        }
        return drainAndCancel(how);
    }

    private CloseReport drainAndCancel(Shutdown how) {
        CancelReason why = Closing.closed(name());
        CloseReport report = adopted().isEmpty()
                ? new Closing(this).shutdown(how, why)
                : new FamilyClosing(this, how, why).shutdown();
        close(report);
        return report;
    }

    /** Claims the closing for {@link #finishAside}; null if somebody closes or has closed already. Never waits. */
    public @Nullable Closing beginAside() {
        return core.locked(core.lifecycle::beginClosing) ? new Closing(this) : null;
    }

    /**
     * Finishes what was claimed, on a thread of its own; never waits. May be called from inside. If there can be no
     * thread, the claim is given back, so that the next one who closes does it, or who waits for that already.
     */
    public void finishAside(Closing closing, Shutdown how) {
        try {
            Launcher.start(name() + "/close", null, thread -> {
                CloseReport report = closing.shutdown(how, Closing.closed(name()));
                close(report);
            });
        } catch (Throwable e) {
            giveUp();
            throw e;
        }
    }

    /** Gives a claim back. */
    void giveUp() {
        core.locked(core.lifecycle::giveUpClosing).forEach(Signal::fire);
    }

    /** Begins to close it, for somebody who will see to the end; false if somebody else does or has. */
    boolean claim() {
        return core.locked(core.lifecycle::beginClosing);
    }

    /** Waits until nothing is on the books; says from time to time who keeps it waiting. */
    public void awaitIdle() throws InterruptedException {
        refuseFromInside("awaitIdle");
        Cancellation.checkpoint();
        boolean ignored = new Closing(this).awaitIdle(Deadline.NEVER);
    }

    /** Closes as a structure: cancels, and waits until everything has ended. Again and again is all right. */
    public void leave(CancelReason why) {
        refuseFromInside("close");
        switch (core.locked(() -> core.beginLeaving(why))) {
            case AT_REST -> finish(new CloseReport(name(), Duration.ZERO, 0, 0, 0, List.of(), view.firstFailure()));
            case AT_WORK -> close(new Closing(this).leave(why));
            case BY_ANOTHER -> {
                CloseReport ignored = new Closing(this).leave(why);
                ignored = awaitOthersReportUninterruptibly(ticker(), Deadline.NEVER);
            }
        }
    }

    // ---- those that are closed with it

    /** Those it has adopted and that are open, the oldest first. */
    List<Adopted.Child> adopted() {
        return core.locked(core.adopted::all);
    }

    /** The owners it has adopted and that are open, the oldest first. */
    public List<TaskOwner> adoptedOwners() {
        List<TaskOwner> owners = new ArrayList<>();
        for (Adopted.Child child : adopted()) {
            TaskOwner owner = Owners.of(child.engine().core());
            if (owner != null) {
                owners.add(owner);
            }
        }
        return List.copyOf(owners);
    }

    /**
     * Closes that owner with this one from now on, and before it.
     *
     * @param drains whether it is given time to drain
     * @throws IllegalArgumentException if it is this one or has adopted it, or has been adopted
     * @throws IllegalStateException if one of the two is closing or closed
     */
    public void adopt(Engine child, boolean drains) {
        Core other = child.core();
        other.adoptedBy(core);
        if (child.view().stats().state().compareTo(OwnerState.CLOSING) >= 0
                || !enter(new Adopted.Child(child, drains))) {
            other.leaveAdopter(core);
            throw new IllegalStateException("'" + name() + "' cannot adopt '" + child.name() + "': "
                    + "'" + name() + "' is " + stats().state() + ", '" + child.name() + "' is "
                    + child.view().stats().state());
        }
        if (child.view().stats().state() == OwnerState.CLOSED) {
            strikeOff(other);
        }
    }

    private boolean enter(Adopted.Child child) {
        return core.locked(() -> {
            if (core.lifecycle.isClosing()) {
                return false;
            }
            core.adopted.add(child);
            return true;
        });
    }

    private static void strikeOff(Core closed) {
        Core adopter = closed.adopter();
        if (adopter != null) {
            adopter.locked(() -> adopter.adopted.remove(closed));
        }
    }

    void close(CloseReport report) {
        tellUnasked();
        finish(report);
    }

    private void finish(CloseReport report) {
        Owners.closed(core);
        List<Runnable> afterwards = new ArrayList<>(0);
        List<Signal> waiting = core.locked(() -> {
            List<Signal> told = core.lifecycle.close(report);
            afterwards.addAll(core.lifecycle.takeAfterwards());
            return told;
        });
        strikeOff(core);
        afterwards.forEach(Runnable::run);
        Recording.closed(report);
        core.listeners.tell(listener -> listener.closed(report));
        stragglers.end();
        if (ticker() instanceof SteadyTicker clock) {
            clock.tell();
        }
        waiting.forEach(Signal::fire);
    }

    /**
     * Nothing that failed unasked is lost, and all of it is in the log when the owner is closed. Only a second is waited for
     * whoever writes there, now or already: he may find no carrier.
     */
    private void tellUnasked() {
        List<TaskCell<?>> untold = new ArrayList<>();
        Armed timer = core.locked(() -> {
            untold.addAll(core.unasked.takeAll());
            return core.unasked.takeTimer();
        });
        if (timer != null) {
            boolean ignored = timer.disarm();
        }
        if (!untold.isEmpty()) {
            new LastWords(name()).say(() -> Unasked.tell(core, untold));
        }
        Signal told = new Signal();
        if (core.locked(() -> core.unasked.whenTold(told))) {
            LastWords.await(told);
        }
    }

    /** Does that when it is closed, before anybody hears of it; at once if it is. It must be quick and not throw. */
    public void onClosed(Runnable action) {
        if (!core.locked(() -> core.lifecycle.whenClosed(action))) {
            action.run();
        }
    }

    /** Waits until it is closed. */
    public CloseReport awaitClosed() throws InterruptedException {
        refuseFromInside("awaitClosed");
        while (true) {
            checkpointUnlessClosed();
            CloseReport report = awaitReport(ticker(), Deadline.NEVER, true, false);
            if (report != null) {
                return report;
            }
        }
    }

    /** For somebody who would close it himself: waits until another has closed it; null if nobody does so any more. */
    private @Nullable CloseReport awaitOthersReport() throws InterruptedException {
        checkpointUnlessClosed();
        return awaitReport(ticker(), Deadline.NEVER, true, true);
    }

    /** The same until that deadline, whatever happens; null also if that came first. */
    @Nullable
    CloseReport awaitOthersReportUninterruptibly(Ticker ticker, long deadline) {
        try {
            return awaitReport(ticker, deadline, false, true);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted in a wait that cannot be", e);
        }
    }

    private void checkpointUnlessClosed() throws InterruptedException {
        if (view.report() == null) {
            Cancellation.checkpoint();
        }
    }

    /**
     * Waits until it is closed, or whoever closes it gives up; null if that, or the deadline on that clock, came first. Whether there is
     * anything to wait for, and the wait, are one hold of the lock: a claim that is given back before it tells nobody later.
     *
     * @param others whether to wait only while somebody closes it
     */
    private @Nullable CloseReport awaitReport(Ticker ticker, long deadline, boolean interruptibly, boolean others)
            throws InterruptedException {
        Signal signal = new Signal();
        boolean waits = core.locked(() -> {
            if (core.lifecycle.report() != null || (others && !core.lifecycle.isClosing())) {
                return false;
            }
            core.lifecycle.whenClosed(signal);
            return true;
        });
        if (waits) {
            try {
                boolean ignored =
                        interruptibly ? signal.await(ticker, deadline) : signal.awaitUninterruptibly(ticker, deadline);
            } finally {
                core.locked(() -> core.lifecycle.forget(signal));
            }
        }
        return view.report();
    }

    /** Waits until nothing is on the books, or it is closed whatever is left there; false if the deadline came first. */
    public boolean awaitIdleOrClosed(long deadline) throws InterruptedException {
        Signal signal = new Signal();
        boolean over = core.locked(() -> {
            if (core.isIdle() || core.lifecycle.report() != null) {
                return true;
            }
            core.ledger.whenIdle(signal);
            core.lifecycle.whenClosed(signal);
            return false;
        });
        if (over) {
            return true;
        }
        try {
            return signal.await(ticker(), deadline);
        } finally {
            core.locked(() -> {
                core.ledger.forget(signal);
                core.lifecycle.forget(signal);
            });
        }
    }

    /** Whether it is closed and its last straggler is off the books. */
    public boolean isOver() {
        return core.locked(() -> core.lifecycle.report() != null && core.isIdle());
    }

    /** Waits for that; false if the deadline came first. Hears interrupts of this thread, and nothing else. */
    public boolean awaitOver(long deadline) throws InterruptedException {
        if (isOver()) {
            return true;
        }
        while (awaitReport(ticker(), deadline, true, false) == null) {
            if (Deadline.hasPassed(ticker(), deadline)) {
                return false;
            }
        }
        return awaitIdle(deadline);
    }
}
