package io.github.stint.cli.top;

import io.github.stint.Stats;
import io.github.stint.cli.output.Columns;
import io.github.stint.cli.output.Look;
import io.github.stint.cli.steer.Printable;
import io.github.stint.cli.top.Line.Piece;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.TaskList;
import io.github.stint.control.view.Warning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Draws what stands above the table.
 *
 * @param model what is drawn
 * @param look what may be written
 */
record Head(Model model, Look look) {

    private static final int BAR = 10;
    private static final int WIDE = 70;
    private static final int ROOMY = 100;

    /** Which application, and all of its tasks in figures. */
    Line application() {
        Seen seen = model.seen();
        Line line = Line.of("stint top", Ink.TITLE).and("  ").and(Printable.of(seen.application()), Ink.BOLD);
        if (model.frozen()) {
            line = line.and("  ").and("FROZEN", Ink.WARNING);
        }
        if (!model.lost().isEmpty()) {
            return line.and("  ").and("NOT CONNECTED: " + Printable.of(model.lost()), Ink.BAD);
        }
        if (seen.application().isEmpty()) {
            return line.and("connecting ...", Ink.DIM);
        }
        long failed = sum(Stats::failed);
        double pace = seen.pace().values().stream().mapToDouble(it -> it).sum();
        return line.and("  " + sum(it -> it.running()) + " run, " + sum(it -> it.queued()) + " wait, "
                        + String.format(Locale.ROOT, "%.1f", pace) + " ended/s, ")
                .and(failed + " failed", failed > 0 ? Ink.BAD : Ink.PLAIN);
    }

    private long sum(ToLongFunction<Stats> number) {
        return model.seen().owners().stream()
                .map(OwnerView::stats)
                .mapToLong(number)
                .sum();
    }

    /** So many owners, those first that have most to do. */
    List<Line> owners(int lines) {
        List<OwnerView> all = model.seen().owners().stream()
                .sorted(Comparator.comparingInt((OwnerView it) -> -busy(it.stats())))
                .toList();
        List<Line> shown = new ArrayList<>();
        int named = all.size() > lines ? lines - 1 : lines;
        int name = all.stream().mapToInt(it -> Columns.of(it.name())).max().orElse(0);
        int width = Math.clamp(name, 4, Math.max(4, model.size().columns() / 4));
        for (int i = 0; i < named; i++) {
            shown.add(owner(all.get(i), width));
        }
        if (lines > 0 && named < all.size()) {
            shown.add(Line.of(
                    (all.size() - named) + (named == 0 ? " owners" : " more owners") + ": 1 shows them", Ink.DIM));
        }
        return shown;
    }

    private static int busy(Stats stats) {
        return stats.running() + stats.stopping() + stats.queued();
    }

    private Line owner(OwnerView owner, int width) {
        Stats stats = owner.stats();
        Line line = Line.of(Columns.middleCut(Printable.of(owner.name()), width, look))
                .padded(width + 2)
                .and(padded(Rows.state(owner), 8));
        if (model.size().columns() >= WIDE) {
            line = line.and(bar(owner)).and("  ");
        }
        String running = stats.running() + (owner.isLimited() ? "/" + stats.limit() : "") + " run";
        return line.and(Line.of(running).padded(13))
                .and(Line.of(stats.queued() + " wait").padded(11))
                .and(Line.of(Rows.pace(model.seen(), owner.name()) + "/s").padded(9))
                .and(stats.failed() + " failed", stats.failed() > 0 ? Ink.BAD : Ink.DIM);
    }

    private static Line padded(Piece piece, int width) {
        return Line.of(piece.text(), piece.ink()).padded(width);
    }

    /** How much of its limit an owner uses. */
    private Line bar(OwnerView owner) {
        Stats stats = owner.stats();
        if (!owner.isLimited()) {
            return Line.of(" ".repeat(BAR + 2));
        }
        int full = stats.limit() == 0 ? 0 : Math.clamp((long) stats.running() * BAR / stats.limit(), 0, BAR);
        return Line.of("[")
                .and((look.unicode() ? "█" : "#").repeat(full), Ink.GOOD)
                .and((look.unicode() ? "·" : "-").repeat(BAR - full), Ink.DIM)
                .and("]");
    }

    /** The first thing that looks wrong, and how many there are. */
    Line warning() {
        List<Warning> all = model.seen().warnings();
        Warning first = all.getFirst();
        String more = all.size() == 1 ? "" : " (and " + (all.size() - 1) + " more: stint check)";
        return Line.of("! " + first.lint().wire(), Ink.WARNING)
                .and(" " + Printable.of(first.subject() + ": " + first.text()) + more);
    }

    /** What the table can be of, what it is of, and in which order. */
    Line tabs() {
        Place place = model.place();
        boolean tight = !place.filter().isBlank() && model.size().columns() < ROOMY;
        Line line = Line.EMPTY;
        for (View view : View.values()) {
            String text = view == place.view() || !tight ? view.number() + " " + view.shown() : "" + view.number();
            line = view == place.view() ? line.and("[" + text + "]", Ink.BOLD) : line.and(" " + text + " ", Ink.DIM);
        }
        if (!model.tagged().isEmpty()) {
            line = line.and("  ").and(model.tagged().size() + " tagged", Ink.WARNING);
        }
        if (place.view() == View.GROUPS) {
            return line.and("  most tasks first");
        }
        TaskList tasks = model.seen().tasks();
        if (place.view() == View.TASKS && tasks != null) {
            line = line.and("  " + Questions.tasks(tasks.matching()) + " by "
                    + place.sort().wire());
            if (!place.filter().isBlank()) {
                line = line.and(" where " + Printable.of(place.filter()), Ink.WARNING);
            }
            if (tasks.matching() > Wanted.MOST) {
                line = line.and(", the first " + Wanted.MOST);
            }
        }
        return line;
    }
}
