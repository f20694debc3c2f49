package io.github.stint.cli.output;

import io.github.stint.cli.command.CommandTemplate;
import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.job.Tally;
import io.github.stint.cli.words.ExitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is said on standard error at the end, and the failed commands it names. */
public final class Summary {

    private static final int MOST_NAMED = 10;

    private final CommandTemplate template;
    private final List<String> named = new ArrayList<>();

    public Summary(CommandTemplate template) {
        this.template = template;
    }

    /** Takes note of a job that has ended. */
    public void add(JobResult result) {
        if (!result.succeeded() && named.size() < MOST_NAMED) {
            named.add("stint: " + ending(result.status()) + ": "
                    + template.shownFor(result.job().valuesIn(result.slot())));
        }
    }

    /** The failed commands, the first of them, one a line. */
    public List<String> failures(Tally tally) {
        List<String> lines = new ArrayList<>(named);
        if (tally.failed() > named.size()) {
            lines.add("stint: and " + (tally.failed() - named.size()) + " more failed");
        }
        return lines;
    }

    /** One line about all of them. */
    public static String line(Tally tally, boolean leftOver, double seconds) {
        String time =
                seconds < 60 ? String.format(Locale.ROOT, "%.1f s", seconds) : ProgressLine.time(Math.round(seconds));
        return "stint: " + tally.ended() + " done, " + tally.failed() + " failed"
                + (leftOver ? ", the rest not started" : "") + ", in " + time;
    }

    private static String ending(int status) {
        return status > ExitStatus.SIGNALLED
                ? "killed by signal " + (status - ExitStatus.SIGNALLED)
                : "exit status " + status;
    }
}
