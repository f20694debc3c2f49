package io.github.stint.cli.top;

import io.github.stint.cli.process.Terminal.Size;
import io.github.stint.control.view.SortBy;
import io.github.stint.control.view.TaskList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that decides what the screen shows.
 *
 * @param seen what the application said
 * @param place what is looked at
 * @param mode what the keys do
 * @param tagged what is done something to together
 * @param frozen whether the picture stands still
 * @param lost why there is no connection, or empty if there is one
 * @param said what became of the last key, or empty
 * @param size of the screen
 */
record Model(
        Seen seen, Place place, Mode mode, Set<Target> tagged, boolean frozen, String lost, String said, Size size) {

    Model {
        tagged = Set.copyOf(tagged);
    }

    /** Before anything was seen. */
    static Model of(String filter, SortBy sort, Size size) {
        return new Model(Seen.NOTHING, Place.of(filter, sort), new Mode.Browsing(), Set.of(), false, "", "", size);
    }

    Model with(Place other) {
        return new Model(seen, other, mode, tagged, frozen, lost, said, size);
    }

    Model with(Mode other) {
        return new Model(seen, place, other, tagged, frozen, lost, said, size);
    }

    Model withTagged(Set<Target> others) {
        return new Model(seen, place, mode, others, frozen, lost, said, size);
    }

    Model withFrozen(boolean now) {
        return new Model(seen, place, mode, tagged, now, lost, said, size);
    }

    Model saying(String text) {
        return new Model(seen, place, mode, tagged, frozen, lost, text, size);
    }

    /** Without a connection, for that reason. */
    Model withLost(String why) {
        return new Model(seen, place, mode, tagged, frozen, why, said, size);
    }

    /** On a screen of another size: the selected row stays in sight. */
    Model with(Size other) {
        Model resized = new Model(seen, place, mode, tagged, frozen, lost, said, other);
        return resized.at(place.cursor());
    }

    /** After another look: the cursor stays with what it was at, or else where it was. */
    Model with(Seen now) {
        Target before = selected();
        boolean another = !now.application().equals(seen.application());
        Model next = new Model(
                another ? now : now.over(seen), place, mode, another ? Set.of() : tagged, frozen, "", said, size);
        if (place.cursor() > 0 && before != null) {
            List<Row> rows = next.rows();
            for (int i = 0; i < rows.size(); i++) {
                if (before.equals(rows.get(i).target())) {
                    return next.at(i);
                }
            }
        }
        return next.at(place.cursor());
    }

    /** With the cursor at another row. */
    Model at(int row) {
        return with(place.at(row, total(), Layout.of(this).table()));
    }

    /** The rows of the table that are known. */
    List<Row> rows() {
        return Rows.of(this);
    }

    /** How many rows there are to go to. */
    int total() {
        int known = rows().size();
        TaskList tasks = seen.tasks();
        return place.view() == View.TASKS && tasks != null
                ? Math.min(Wanted.MOST, Math.max(known, tasks.matching()))
                : known;
    }

    /** What the cursor is at. */
    @Nullable
    Target selected() {
        List<Row> rows = rows();
        return place.cursor() < rows.size() ? rows.get(place.cursor()).target() : null;
    }

    /** What a key is done to: what is tagged, or else what the cursor is at. */
    List<Target> chosen() {
        if (mode instanceof Mode.Details details) {
            return List.of(details.target());
        }
        if (!tagged.isEmpty()) {
            return List.copyOf(tagged);
        }
        Target selected = selected();
        return selected == null ? List.of() : List.of(selected);
    }

    /** With the other of tagged and not tagged. */
    Model toggled(Target target) {
        Set<Target> tags = new HashSet<>(tagged);
        if (!tags.remove(target)) {
            tags.add(target);
        }
        return withTagged(tags);
    }
}
