package io.github.stint.cli.steer;

import io.github.stint.TaskInfo;
import io.github.stint.cli.words.ExitStatus;
import io.github.stint.cli.words.RawWords;
import io.github.stint.cli.words.UsageException;
import io.github.stint.control.ControlClient;
import io.github.stint.control.TaskQuery;
import io.github.stint.control.view.OwnerView;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A task as people name it: {@code 12}, {@code run#12}, or its full name, {@code run/jobs#12}.
 *
 * @param before what stands before the number: the name of its owner, or its full name up to there; null if nothing does
 * @param id its number, which is that of its owner
 */
record TaskName(@Nullable String before, long id) {

    private static final Pattern NAME = Pattern.compile("(?:(.+)#)?#?(\\d{1,18})");

    /** A task of an owner. */
    record Found(String owner, long id) {

        String shown() {
            return owner + "#" + id;
        }
    }

    static TaskName of(String given) throws UsageException {
        Matcher parts = NAME.matcher(given);
        if (!parts.matches()) {
            throw usage("a task is named by its number, as 12 or run#12: '" + given + "'");
        }
        return new TaskName(parts.group(1), Long.parseLong(parts.group(2)));
    }

    /** Asks the application whose it is; without an owner before the number it may be one of several. */
    Found find(ControlClient application, @Nullable String ownerGiven)
            throws IOException, InterruptedException, UsageException, SteerException {
        if (ownerGiven != null) {
            return new Found(ownerGiven, id);
        }
        List<OwnerView> owners = application.owners();
        if (before != null && owners.stream().anyMatch(it -> it.name().equals(before))) {
            return new Found(before, id);
        }
        List<TaskInfo> live = application.tasks(TaskQuery.where("id=" + id)).tasks();
        List<TaskInfo> meant = before == null
                ? live
                : live.stream()
                        .filter(it -> it.name().equals(before + "#" + id))
                        .toList();
        if (meant.size() == 1) {
            return new Found(meant.getFirst().owner(), id);
        }
        if (meant.size() > 1) {
            throw usage(meant.size() + " owners have a task " + id + "; say which: "
                    + meant.stream().map(it -> it.owner() + "#" + id).collect(Collectors.joining(", ")));
        }
        if (before == null && owners.size() == 1) {
            return new Found(owners.getFirst().name(), id); // it may have ended, which its owner knows
        }
        throw new SteerException(
                ExitStatus.REFUSED,
                before == null
                        ? "no owner has a live task " + id + "; an ended one is named with its owner: OWNER#" + id
                        : "no live task is named '" + before + "#" + id + "', and no owner '" + before + "'");
    }

    private static UsageException usage(String message) {
        return new UsageException(RawWords.encoded(message));
    }
}
