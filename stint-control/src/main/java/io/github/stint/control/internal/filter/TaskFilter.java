package io.github.stint.control.internal.filter;

import io.github.stint.TaskInfo;
import io.github.stint.TaskState;
import io.github.stint.control.internal.wire.Refusal;
import io.github.stint.control.view.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which tasks are meant: conditions with blanks between them, all of which hold, such as
 * {@code age>5s state=running group=probes name~fetch.*}. The description of {@code io.github.stint.control} tells the
 * language.
 */
public final class TaskFilter implements Predicate<TaskInfo> {

    private static final int MOST = 20;
    private static final Pattern CONDITION =
            Pattern.compile("\\s*([a-z]+)(!=|!~|>=|<=|=|~|>|<)(\"[^\"]*\"|[^\\s\"]\\S*)(?=\\s|$)");
    private static final Pattern TIME = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ns|us|ms|s|m|h|d)");

    private final List<Predicate<TaskInfo>> conditions;

    private TaskFilter(List<Predicate<TaskInfo>> conditions) {
        this.conditions = conditions;
    }

    /** All tasks. */
    public static TaskFilter all() {
        return new TaskFilter(List.of());
    }

    /** Reads a filter; a blank one means all. */
    public static TaskFilter of(String text) {
        List<Predicate<TaskInfo>> conditions = new ArrayList<>();
        Matcher matcher = CONDITION.matcher(text);
        int at = 0;
        while (!text.substring(at).isBlank()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw bad("a condition is name, sign and value, such as age>5s: '"
                        + text.substring(at).strip() + "'");
            }
            conditions.add(condition(matcher.group(1), matcher.group(2), unquoted(matcher.group(3))));
            at = matcher.end();
        }
        if (conditions.size() > MOST) {
            throw bad("a filter has at most " + MOST + " conditions: " + conditions.size());
        }
        return new TaskFilter(conditions);
    }

    @Override
    public boolean test(TaskInfo task) {
        for (Predicate<TaskInfo> condition : conditions) {
            if (!condition.test(task)) {
                return false;
            }
        }
        return true;
    }

    // ---- one condition

    private static Predicate<TaskInfo> condition(String name, String sign, String value) {
        return switch (name) {
            case "age" -> {
                Predicate<Duration> holds = time(name, sign, value);
                yield it -> holds.test(it.queuedFor().plus(it.ranFor()));
            }
            case "waited" -> {
                Predicate<Duration> holds = time(name, sign, value);
                yield it -> holds.test(it.queuedFor());
            }
            case "ran" -> {
                Predicate<Duration> holds = time(name, sign, value);
                yield it -> holds.test(it.ranFor());
            }
            case "id" -> {
                Predicate<Long> holds = compared(sign, number(value));
                yield it -> holds.test(it.id());
            }
            case "state" -> state(sign, value);
            case "owner" -> {
                Predicate<String> holds = text(name, sign, value);
                yield it -> holds.test(it.owner());
            }
            case "group" -> {
                Predicate<String> holds = text(name, sign, value);
                yield it -> holds.test(it.group() == null ? "" : it.group());
            }
            case "name" -> name(sign, value);
            default ->
                throw bad("there is no '" + name + "'; there are age, waited, ran, id, state, owner, group, name");
        };
    }

    /** A name is the full one or, for {@code =}, the one the task was given. */
    private static Predicate<TaskInfo> name(String sign, String value) {
        return switch (sign) {
            case "=" -> it -> it.name().equals(value) || given(it).equals(value);
            case "!=" -> it -> !it.name().equals(value) && !given(it).equals(value);
            default -> {
                Predicate<String> holds = text("name", sign, value);
                yield it -> holds.test(it.name());
            }
        };
    }

    private static String given(TaskInfo task) {
        String full = task.name();
        String before = task.owner() + "/" + (task.group() == null ? "" : task.group() + "/");
        int end = full.lastIndexOf('#');
        return full.startsWith(before) && end >= before.length() ? full.substring(before.length(), end) : "";
    }

    private static Predicate<TaskInfo> state(String sign, String value) {
        TaskState state;
        try {
            state = TaskState.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw bad("there is no state '" + value + "'; there are queued, running, cancelling,"
                    + " and of ended tasks succeeded, failed, cancelled");
        }
        return switch (sign) {
            case "=" -> it -> it.state() == state;
            case "!=" -> it -> it.state() != state;
            default -> throw bad("state is compared by = or !=, not by " + sign);
        };
    }

    private static Predicate<String> text(String name, String sign, String value) {
        return switch (sign) {
            case "=" -> it -> it.equals(value);
            case "!=" -> it -> !it.equals(value);
            case "~" -> {
                Pattern pattern = pattern(value);
                yield it -> finds(pattern, it);
            }
            case "!~" -> {
                Pattern pattern = pattern(value);
                yield it -> !finds(pattern, it);
            }
            default -> throw bad(name + " is compared by =, !=, ~ or !~, not by " + sign);
        };
    }

    private static Predicate<Duration> time(String name, String sign, String value) {
        Matcher matcher = TIME.matcher(value);
        if (!matcher.matches()) {
            throw bad(name + " is compared with a time such as 500ms, 5s, 1.5m or 2h: '" + value + "'");
        }
        double nanos = Double.parseDouble(matcher.group(1))
                * switch (matcher.group(2)) {
                    case "ns" -> 1;
                    case "us" -> 1e3;
                    case "ms" -> 1e6;
                    case "s" -> 1e9;
                    case "m" -> 60e9;
                    case "h" -> 3600e9;
                    default -> 86_400e9;
                };
        return compared(sign, Duration.ofNanos((long) Math.min(nanos, Long.MAX_VALUE)));
    }

    private static <T extends Comparable<T>> Predicate<T> compared(String sign, T value) {
        return switch (sign) {
            case "=" -> it -> it.compareTo(value) == 0;
            case "!=" -> it -> it.compareTo(value) != 0;
            case ">" -> it -> it.compareTo(value) > 0;
            case ">=" -> it -> it.compareTo(value) >= 0;
            case "<" -> it -> it.compareTo(value) < 0;
            case "<=" -> it -> it.compareTo(value) <= 0;
            default -> throw bad("a number or a time is compared by =, !=, <, <=, > or >=, not by " + sign);
        };
    }

    private static Long number(String value) {
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw bad("id is compared with a whole number: '" + value + "'");
        }
    }

    // ---- patterns

    private static Pattern pattern(String value) {
        try {
            return Pattern.compile(value);
        } catch (PatternSyntaxException e) {
            throw bad("not a regular expression: '" + value + "': " + e.getDescription());
        } catch (StackOverflowError e) {
            throw tooCostly(value);
        }
    }

    private static boolean finds(Pattern pattern, String text) {
        try {
            return pattern.matcher(new Bounded(text, pattern.pattern())).find();
        } catch (StackOverflowError e) {
            throw tooCostly(pattern.pattern());
        }
    }

    /** A text that lets itself be looked at so many times: some patterns look for ever. */
    private static final class Bounded implements CharSequence {

        private static final int MOST_LOOKS = 20_000;

        private final String text;
        private final String pattern;
        private int looks;

        Bounded(String text, String pattern) {
            this.text = text;
            this.pattern = pattern;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw tooCostly(pattern);
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    // ---- refusing

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
    }

    private static Refusal tooCostly(String pattern) {
        return bad("the pattern takes too long: '" + pattern + "'");
    }

    private static Refusal bad(String message) {
        return new Refusal(ErrorCode.BAD_ARGUMENT, "bad filter: " + message);
    }
}
