package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.CloseReport;
import io.github.stint.CloseReport.Straggler;
import io.github.stint.Shutdown;
import io.github.stint.Stats;
import io.github.stint.TaskFailedException;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an owner is closed together with those it has adopted: the youngest first, itself last, all under one deadline, on its
 * own clock whatever clocks the others have.
 *
 * <p>While the time to drain lasts they are drained one after the other, and the older ones go on accepting meanwhile,
 * for the younger may need them. One that does not drain by nature, such as a service, is cancelled when its turn comes.
 * When the time is over, all that have not ended are cancelled together, and share the grace.
 *
 * <p>Each is closed as soon as it has come to rest, and not only when all have: a task of an older one may be waiting for
 * just that.
 *
 * <p>Somebody else may be closing one of them already: it is waited for until it is closed, as long as the grace lasts, and
 * cancelled in its turn, but its report is not ours.
 */
final class FamilyClosing {

    private final Ending head;
    private final Ticker ticker;
    private final Shutdown how;
    private final CancelReason why;
    private final Map<Ending, Stats> before = new HashMap<>();

    /** Those that have had their turn, in that order; all are claimed. */
    private final List<Member> members = new ArrayList<>();

    private final long begun;
    private boolean interrupted;

    /** The end of that owner, which is claimed, and of all it has adopted, which are not. */
    FamilyClosing(Ending head, Shutdown how, CancelReason why) {
        this.head = head;
        this.ticker = head.ticker();
        this.how = how;
        this.why = why;
        this.begun = ticker.nanoTime();
        lookAt(head);
    }

    private void lookAt(Ending ending) {
        before.put(ending, ending.stats());
        ending.adopted().forEach(child -> lookAt(child.engine().ending()));
    }

    /** Drains, cancels, reports. An interrupt, or a cancel of the current task, ends the draining and is kept. */
    CloseReport shutdown() {
        try {
            drain(Deadline.after(ticker, how.drain()));
            members.forEach(member -> member.stop(why));
            long half = Deadline.after(ticker, how.grace().dividedBy(2));
            long end = Deadline.after(ticker, how.grace());
            awaitAll(half);
            members.forEach(Member::nudge);
            awaitAll(end);
            awaitOthers(end);
            return report();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void drain(long deadline) {
        try {
            Cancellation.checkpoint();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        boolean ignored = drain(new Member(head, head.stats(), true, true, ticker), deadline);
    }

    /**
     * Once it is claimed it adopts nobody any more: so nobody is missed. True if it has come to rest, and all it has adopted:
     * then nobody is left who could bring it anything.
     */
    private boolean drain(Member member, long deadline) {
        boolean atRest = true;
        for (Adopted.Child child : member.ending.adopted().reversed()) {
            Ending ending = child.engine().ending();
            Stats first = before.get(ending);
            atRest &= drain(
                    new Member(ending, first == null ? ending.stats() : first, child.drains(), ending.claim(), ticker),
                    deadline);
        }
        members.add(member);
        if (interrupted) {
            return false;
        }
        try {
            Duration left = Deadline.left(ticker, deadline);
            if (!member.drains) {
                member.stop(why);
                left = left.compareTo(how.grace()) < 0 ? left : how.grace();
            }
            atRest &= member.closing.awaitIdle(Deadline.after(ticker, left));
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        }
        if (atRest) {
            member.stop(why);
            close(member);
        }
        return atRest;
    }

    /** They accept nothing any more: who is at rest stays so. */
    private void awaitAll(long deadline) {
        for (Member member : members) {
            if (member.closing.awaitIdleUninterruptibly(Deadline.left(ticker, deadline))) {
                close(member);
            }
        }
    }

    /** What others close is told to the log by them, and that is to be done when this returns. */
    private void awaitOthers(long deadline) {
        for (Member member : members) {
            if (!member.isOurs) {
                member.awaitClosed(ticker, deadline);
            }
        }
    }

    /** Makes its report, and closes it unless it is the head, who is closed with the sum of all. */
    private void close(Member member) {
        if (member.isOurs && member.report == null) {
            CloseReport own = member.closing.report(member.before, took());
            member.report = own;
            if (member.ending != head) {
                member.ending.close(own);
            }
        }
    }

    private Duration took() {
        return Duration.ofNanos(ticker.nanoTime() - begun);
    }

    /** The sum of all. */
    private CloseReport report() {
        long drained = 0;
        long failed = 0;
        long cancelled = 0;
        boolean cutShort = false;
        List<Straggler> stragglers = new ArrayList<>();
        TaskFailedException firstFailure = null;
        for (Member member : members) {
            close(member);
            CloseReport own = member.report;
            if (own != null) {
                drained += own.drained();
                failed += own.failed();
                cancelled += own.cancelled();
                cutShort |= member.drains && own.cancelled() > 0;
                stragglers.addAll(own.stragglers());
                firstFailure = own.firstFailure() == null ? firstFailure : own.firstFailure();
            }
        }
        CloseReport sum = new CloseReport(head.name(), took(), drained, failed, cancelled, stragglers, firstFailure);
        return new Closing(head).told(sum, cutShort && !how.drain().isZero());
    }

    /** One of those that are closed together. */
    private static final class Member {

        final Ending ending;
        final Stats before;
        final boolean drains;
        final Closing closing;

        /** Whether it is closed here, and not by somebody else. */
        boolean isOurs;

        private boolean stopped;

        @Nullable
        CloseReport report;

        Member(Ending ending, Stats before, boolean drains, boolean isOurs, Ticker ticker) {
            this.ending = ending;
            this.before = before;
            this.drains = drains;
            this.isOurs = isOurs;
            this.closing = new Closing(ending, ticker);
        }

        void stop(CancelReason why) {
            if (!stopped) {
                stopped = true;
                ending.stop(why);
            }
        }

        void nudge() {
            ending.nudge();
        }

        /** Waits until somebody else has closed it; if he gives up, it is ours. */
        void awaitClosed(Ticker ticker, long deadline) {
            while (ending.awaitOthersReportUninterruptibly(ticker, deadline) == null) {
                isOurs = ending.claim();
                if (isOurs || Deadline.hasPassed(ticker, deadline)) {
                    return;
                }
            }
        }
    }
}
