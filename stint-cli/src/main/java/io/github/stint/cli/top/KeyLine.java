package io.github.stint.cli.top;

import io.github.stint.cli.output.Columns;
import java.util.List;
import java.util.stream.Stream;

/** What the keys do: as many as fit in the bottom line, and all on a page. */
final class KeyLine {

    /** A key, and what it does. */
    private record Does(String key, String what) {}

    /** Those that are looked for most often first. */
    private static final List<Does> IN_THE_TABLE = List.of(
            new Does("q", "quit"),
            new Does("?", "keys"),
            new Does("/", "filter"),
            new Does("Enter", "more"),
            new Does("Space", "tag"),
            new Does("c", "cancel"),
            new Does("< >", "sort"),
            new Does("Tab", "view"),
            new Does("t", "tree"),
            new Does("p", "freeze"),
            new Does("+ -", "resize"),
            new Does("z", "pause"),
            new Does("l", "lock"),
            new Does("d", "drain"),
            new Does("C", "cancel all shown"),
            new Does("u", "untag"));

    private static final List<Does> IN_DETAILS = List.of(
            new Does("Esc", "back"),
            new Does("Up Down", "scroll"),
            new Does("c", "cancel"),
            new Does("p", "freeze"),
            new Does("+ -", "resize"),
            new Does("z", "pause"),
            new Does("l", "lock"),
            new Does("d", "drain"));

    private static final List<Does> TYPING =
            List.of(new Does("Enter", "show them"), new Does("Esc", "leave it"), new Does("Ctrl-U", "clear"));
    private static final List<Does> ASKING = List.of(new Does("y", "do it"), new Does("n", "leave it"));
    private static final List<Does> HELP = List.of(new Does("any key", "back"));

    private KeyLine() {}

    static Line of(Model model, int columns) {
        List<Does> all = switch (model.mode()) {
            case Mode.Browsing _ -> IN_THE_TABLE;
            case Mode.Details _ -> IN_DETAILS;
            case Mode.Typing _ -> TYPING;
            case Mode.Asking _ -> ASKING;
            case Mode.Help _ -> HELP;
        };
        Line line = Line.EMPTY;
        for (Does one : all) {
            int wide = Columns.of(one.key() + " " + one.what());
            if (line.columns() + wide > columns) {
                break;
            }
            line = line.and(one.key(), Ink.BOLD).and(" " + one.what() + "  ");
        }
        return line;
    }

    /** The page of all keys. */
    static List<Line> help() {
        return Stream.of(
                        "Up Down PgUp PgDn Home End   go, as do k j g G",
                        "1 2 3 4 Tab                  owners, groups, tasks, tree",
                        "t                            tree, and back",
                        "Enter                        more: an owner's tasks; of a task or group all",
                        "< >                          sort tasks by id, age, waited, ran, name, state",
                        "/                            show tasks such as 'age>5s state=running name~x'",
                        "Space  u  Esc                tag, to act on many; untag; drop tags or filter",
                        "c                            cancel what is tagged or selected",
                        "C                            cancel all tasks that the filter shows",
                        "+ -                          one more or fewer at a time, or workers",
                        "z                            pause its owner, or go on: start nothing",
                        "l                            lock its owner, or unlock: accept nothing",
                        "d                            drain its owner: lock, and let all end",
                        "p                            freeze what is shown, and go on",
                        "Ctrl-L  q                    draw anew; quit")
                .map(Line::of)
                .toList();
    }
}
