package io.github.stint.control.internal.wire;

import io.github.stint.control.internal.json.JsonObject;
import io.github.stint.control.view.ErrorCode;
import io.github.stint.control.view.Role;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be asked for: a closed list, each with the role it needs and the arguments it knows. */
public enum Verb {
    AUTH(Role.VIEW, "token"),
    OWNERS(Role.VIEW),
    STATS(Role.VIEW, "owner"),
    TASKS(Role.VIEW, "owner", "where", "sort", "limit"),
    SHOW(Role.VIEW, "owner", "task"),
    TREE(Role.VIEW, "owner", "limit"),
    SERVICES(Role.VIEW, "owner"),
    ENDED(Role.VIEW, "owner", "where", "after", "limit"),
    TIMES(Role.VIEW, "owner"),
    WARNINGS(Role.VIEW),
    HANDLERS(Role.VIEW),
    WATCH(Role.VIEW, "owner", "where", "sort", "limit", "every", "tasks", "ended", "warnings"),
    UNWATCH(Role.VIEW, "watch"),
    CANCEL(Role.OPERATE, "owner", "task", "group", "where", "why", "dry"),
    RESIZE(Role.OPERATE, "owner", "size", "why"),
    LOCK(Role.OPERATE, "owner", "why"),
    UNLOCK(Role.OPERATE, "owner", "why"),
    PAUSE(Role.OPERATE, "owner", "why"),
    RESUME(Role.OPERATE, "owner", "why"),
    DRAIN(Role.OPERATE, "owner", "within", "why"),
    FLUSH(Role.OPERATE, "owner", "why"),
    WORKERS(Role.OPERATE, "owner", "start", "stop", "size", "why"),
    RESTART(Role.OPERATE, "owner", "service", "why"),
    SUBMIT(Role.ADMIN, "handler", "args", "name", "why"),
    MAP(Role.ADMIN, "handler", "each", "group", "concurrency", "why"),
    CLOSE(Role.ADMIN, "owner", "drain", "grace", "why");

    private static final Map<String, Verb> BY_WORD = new HashMap<>();

    static {
        for (Verb verb : values()) {
            BY_WORD.put(verb.wire(), verb);
        }
    }

    private final Role role;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> arguments;

    Verb(Role role, String... arguments) {
        this.role = role;
        this.arguments = List.of(arguments);
    }

    /** The verb of that word. */
    public static Verb of(String word) {
        Verb verb = BY_WORD.get(word);
        if (verb == null) {
            throw new Refusal(
                    ErrorCode.UNKNOWN_VERB,
                    "there is no verb " + JsonObject.shown(word) + "; there are "
                            + String.join(
                                    ", ",
                                    Arrays.stream(values()).map(Verb::wire).toList()));
        }
        return verb;
    }

    /** The word on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Who may ask for it. */
    public Role role() {
        return role;
    }

    /** Whether it changes something. */
    public boolean changes() {
        return role != Role.VIEW;
    }

    /** Refuses a request that has arguments this verb does not know. */
    public void check(JsonObject request) {
        for (String name : request.names()) {
            if (!arguments.contains(name) && !name.equals("id") && !name.equals("verb")) {
                throw new Refusal(
                        ErrorCode.BAD_ARGUMENT,
                        wire() + " has no argument " + JsonObject.shown(name)
                                + (arguments.isEmpty() ? "" : "; it has " + String.join(", ", arguments)));
            }
        }
    }
}
