package io.github.stint.control.internal.serve;

import io.github.stint.control.internal.filter.TaskFilter;
import io.github.stint.control.internal.json.JsonObject;
import io.github.stint.control.internal.wire.Refusal;
import io.github.stint.control.view.ErrorCode;
import io.github.stint.control.view.SortBy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The arguments that several verbs have. */
final class Arguments {

    private static final int MOST_TASKS = 2_000;
    private static final int USUAL_TASKS = 100;
    private static final int LONGEST_WHY = 200;
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);

    private final JsonObject request;

    Arguments(JsonObject request) {
        this.request = request;
    }

    JsonObject json() {
        return request;
    }

    @Nullable
    String ownerOrNull() {
        return request.textOr("owner", null);
    }

    String owner() {
        return request.text("owner");
    }

    TaskFilter where() {
        String where = request.textOr("where", null);
        return where == null ? TaskFilter.all() : TaskFilter.of(where);
    }

    SortBy sort() {
        return request.wordOr("sort", SortBy.class, SortBy.ID);
    }

    int limit() {
        return request.integerOr("limit", 0, MOST_TASKS, USUAL_TASKS);
    }

    String why() {
        String why = request.textOr("why", null);
        if (why == null || why.isBlank()) {
            return "no reason given";
        }
        if (why.length() > LONGEST_WHY) {
            throw new Refusal(
                    ErrorCode.BAD_ARGUMENT, "'why' has at most " + LONGEST_WHY + " characters: " + why.length());
        }
        return why;
    }

    /** A time to wait, in milliseconds on the wire. */
    Duration time(String name, Duration otherwise) {
        Duration time = request.millisOrNull(name);
        if (time == null) {
            return otherwise;
        }
        if (time.compareTo(LONGEST_WAIT) > 0) {
            throw new Refusal(
                    ErrorCode.BAD_ARGUMENT,
                    "'" + name + "' is at most " + LONGEST_WAIT.toMillis() + " ms: " + time.toMillis());
        }
        return time;
    }
}
