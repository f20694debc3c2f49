package io.github.stint.cli.top;

import java.util.List;

/**
 * A column of the table.
 *
 * @param title what stands above it
 * @param width how wide it is; 0 for the one that takes what is left
 * @param number whether it is set to the right
 * @param from how wide a screen must be to have it
 */
record Column(String title, int width, boolean number, int from) {

    static List<Column> of(View view) {
        return switch (view) {
            case OWNERS ->
                List.of(
                        rest("OWNER"),
                        text("KIND", 7, 60),
                        text("STATE", 7, 30),
                        number("LIMIT", 6, 40),
                        number("RUN", 6, 0),
                        number("WAIT", 7, 0),
                        number("STOP", 5, 70),
                        number("ENDED/S", 8, 100),
                        number("DONE", 9, 80),
                        number("FAILED", 7, 60),
                        number("CANCELLED", 9, 110));
            case GROUPS ->
                List.of(
                        rest("GROUP"),
                        number("LIVE", 6, 0),
                        number("ENDED", 7, 50),
                        number("WAIT P50", 8, 100),
                        number("WAIT P99", 8, 60),
                        number("RAN P50", 8, 70),
                        number("RAN P90", 8, 110),
                        number("RAN P99", 8, 40));
            case TASKS ->
                List.of(
                        rest("TASK"),
                        text("STATE", 10, 0),
                        number("WAITED", 7, 50),
                        number("RAN", 7, 0),
                        text("CANCELLED BECAUSE", 30, 100));
            case TREE -> List.of(rest("TREE"), text("STATE", 10, 0), text("", 20, 60));
        };
    }

    private static Column rest(String title) {
        return new Column(title, 0, false, 0);
    }

    private static Column text(String title, int width, int from) {
        return new Column(title, width, false, from);
    }

    private static Column number(String title, int width, int from) {
        return new Column(title, width, true, from);
    }
}
