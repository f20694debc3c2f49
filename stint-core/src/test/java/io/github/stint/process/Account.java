package io.github.stint.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a {@link Shop} prints at its end, read back, and what must be so in it. */
final class Account {

    private static final String REPORT = "report ";
    private static final String BOOKS = "books ";

    private final String text;
    private final Map<String, Long> report;
    private final List<Map<String, Long>> books;
    private final Map<String, Long> groups;
    private final long late;

    private Account(List<String> out) {
        text = String.join("\n", out);
        report = read(only(out, REPORT));
        books = out.stream()
                .filter(line -> line.startsWith(BOOKS))
                .map(Account::read)
                .toList();
        groups = read(only(out, "groups "));
        late = read(only(out, "late=")).get("late");
    }

    /** Reads it from the lines of a process. */
    static Account in(List<String> out) {
        return new Account(out);
    }

    /** Whether there is one in these lines. */
    static boolean isIn(List<String> out) {
        return out.stream().anyMatch(line -> line.startsWith(REPORT));
    }

    private static String only(List<String> out, String start) {
        List<String> found = out.stream().filter(line -> line.startsWith(start)).toList();
        assertThat(found)
                .as("lines '" + start + "' in\n" + String.join("\n", out))
                .hasSize(1);
        return found.getFirst();
    }

    private static Map<String, Long> read(String line) {
        Map<String, Long> numbers = new HashMap<>();
        for (String word : line.split(" ", -1)) {
            String[] pair = word.split("=", 2);
            if (pair.length == 2) {
                numbers.put(pair[0], Long.valueOf(pair[1]));
            }
        }
        return numbers;
    }

    long reported(String what) {
        return report.get(what);
    }

    /** A number of that owner. */
    long of(String owner, String what) {
        String line = only(text.lines().toList(), BOOKS + owner + " ");
        return read(line).get(what);
    }

    /** The sum over all owners. */
    long total(String what) {
        return books.stream().mapToLong(it -> it.get(what)).sum();
    }

    /** How many owners it tells of. */
    int owners() {
        return books.size();
    }

    /** Nothing is lost and nothing runs on; what straggles when the time is over is told. */
    void requireAddsUp() {
        assertThat(late)
                .as("bodies that began or ended after close returned\n" + text)
                .isZero();
        assertThat(reported("closes"))
                .as("how often it was closed, in\n" + text)
                .isEqualTo(1);
        for (Map<String, Long> owner : books) {
            assertThat(owner.get("submitted"))
                    .as("submitted = succeeded + failed + cancelled + stragglers, in\n" + text)
                    .isEqualTo(owner.get("succeeded")
                            + owner.get("failed")
                            + owner.get("cancelled")
                            + owner.get("stragglers"));
        }
        requireReportIsOfTheWholeTime();
        requireBodiesAgree();
    }

    /**
     * What it reports, and what had ended before, is all that was accepted. How many had ended in the very moment is not
     * known, but how many a little before and a little after it.
     */
    private void requireReportIsOfTheWholeTime() {
        assertThat(reported("stragglers"))
                .as("stragglers of all owners, in\n" + text)
                .isEqualTo(total("stragglers"));
        long told = reported("drained") + reported("failed") + reported("cancelled") + reported("stragglers");
        assertThat(told)
                .as("drained + failed + cancelled + stragglers = live at first + accepted since, in\n" + text)
                .isBetween(total("submitted") - total("endedAfter"), total("submitted") - total("endedBefore"));
    }

    /**
     * A body that returned is a task that succeeded, or is about to and has no carrier any more, so that it is told as a straggler;
     * what supervises runs its bodies more than once.
     */
    private void requireBodiesAgree() {
        List<String> wrong = new ArrayList<>();
        for (Map<String, Long> owner : books.subList(0, Math.min(3, books.size()))) {
            long neverEnded = owner.get("began") - owner.get("returned") - owner.get("threw");
            long notCounted = owner.get("returned") - owner.get("succeeded");
            if (notCounted < 0 || notCounted + neverEnded > owner.get("stragglers")) {
                wrong.add(owner.toString());
            }
        }
        assertThat(wrong)
                .as("owners whose bodies tell something else, in\n" + text)
                .isEmpty();
        assertThat(reported("stragglers") > 0 || groups.get("began") == groups.get("returned") + groups.get("threw"))
                .as("bodies in groups that have not ended, in\n" + text)
                .isTrue();
    }
}
