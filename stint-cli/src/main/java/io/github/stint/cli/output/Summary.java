package io.github.stint.cli.output;

import io.github.stint.cli.command.CommandTemplate;
import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.job.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/** What is said on standard error at the end, and the failed commands it names. */
public final class Summary {

    private static final int MOST_NAMED = 10;
    private static final int MOST_SLOW = 3;
    private static final long LEAST_SLOW_NANOS = 1_000_000_000L;

    private static final Comparator<Slow> SHORTEST_FIRST = Comparator.comparingLong(Slow::nanos);

    private final CommandTemplate template;
    private final Look look;
    private final List<String> named = new ArrayList<>();
    private final PriorityQueue<Slow> slowest = new PriorityQueue<>(SHORTEST_FIRST);

    public Summary(CommandTemplate template, Look look) {
        this.template = template;
        this.look = look;
    }

    /** A job that took long. */
    private record Slow(long nanos, Job job, int slot) {}

    /** Takes note of a job that has ended. */
    public void add(JobResult result) {
        if (result.nanos() >= LEAST_SLOW_NANOS) {
            slowest.add(new Slow(result.nanos(), result.job(), result.slot()));
            if (slowest.size() > MOST_SLOW) {
                slowest.remove();
            }
        }
        if (!result.succeeded() && named.size() < MOST_NAMED) {
            named.add("stint: " + Style.BAD.of(result.howItEnded(), look) + ": "
                    + template.shownFor(result.job().valuesIn(result.slot())));
        }
    }

    /**
     * All of it, one line after the other; nothing if all went well and nobody looks.
     *
     * @param terminal whether somebody does
     * @param notStarted what is left
     * @param logged whether a job log tells which
     */
    public List<String> lines(Tally tally, boolean terminal, NotStarted notStarted, boolean logged, long nanos) {
        List<String> lines = new ArrayList<>();
        if (terminal && tally.ended() > MOST_SLOW) {
            lines.addAll(slowest());
        }
        lines.addAll(failures(tally));
        if (terminal || notStarted.isLeft() || tally.failed() + tally.cancelled() > 0) {
            lines.add(line(tally, notStarted, nanos / 1e9));
        }
        if (logged && (notStarted.isLeft() || tally.cancelled() > 0)) {
            lines.add("stint: to go on, run the same with --resume");
        }
        if (logged && tally.failed() > 0) {
            lines.add("stint: to run again what failed, run the same with --resume-failed");
        }
        return lines;
    }

    /** Those that took longest, the longest first, one a line. */
    private List<String> slowest() {
        return slowest.stream()
                .sorted(SHORTEST_FIRST.reversed())
                .map(slow -> String.format(Locale.ROOT, "stint: slowest, %.1f s: ", slow.nanos() / 1e9)
                        + template.shownFor(slow.job().valuesIn(slow.slot())))
                .toList();
    }

    /** The commands that failed or were cancelled, the first of them, one a line. */
    List<String> failures(Tally tally) {
        List<String> lines = new ArrayList<>(named);
        long more = tally.failed() + tally.cancelled() - named.size();
        if (more > 0) {
            lines.add("stint: and " + more + " more failed" + (tally.cancelled() > 0 ? " or were cancelled" : ""));
        }
        return lines;
    }

    /** One line about all of them. */
    static String line(Tally tally, NotStarted notStarted, double seconds) {
        String time =
                seconds < 60 ? String.format(Locale.ROOT, "%.1f s", seconds) : ProgressLine.time(Math.round(seconds));
        return "stint: " + tally.ended() + " done, " + tally.failed() + " failed"
                + (tally.cancelled() > 0 ? ", " + tally.cancelled() + " cancelled" : "") + notStarted.shown() + ", in "
                + time;
    }
}
