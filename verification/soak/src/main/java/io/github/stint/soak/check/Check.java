package io.github.stint.soak.check;

import java.util.List;

/**
 * A line of the table at the end.
 *
 * @param name what was looked at
 * @param seen what was seen
 * @param bound what is right
 * @param ok whether it was
 * @param details what to look at if it was not
 */
public record Check(String name, String seen, String bound, boolean ok, List<String> details) {

    private static final int MOST_DETAILS = 20;

    /** Copies the details, the first ones if they are many. */
    public Check {
        details = details.size() <= MOST_DETAILS ? List.copyOf(details) : List.copyOf(details.subList(0, MOST_DETAILS));
    }

    /** One that is right if there is nothing to tell. */
    public static Check none(String name, String what, List<String> found) {
        return new Check(name, found.size() + " " + what, "0", found.isEmpty(), found);
    }

    /** One without details. */
    public static Check of(String name, String seen, String bound, boolean ok) {
        return new Check(name, seen, bound, ok, List.of());
    }
}
