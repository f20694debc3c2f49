package io.github.stint.cli.top;

import io.github.stint.CancelReason;
import io.github.stint.OwnerState;
import io.github.stint.Stats;
import io.github.stint.TaskInfo;
import io.github.stint.TaskState;
import io.github.stint.cli.output.Look;
import io.github.stint.cli.process.Terminal.Size;
import io.github.stint.control.view.Distribution;
import io.github.stint.control.view.GroupTimes;
import io.github.stint.control.view.OwnerKind;
import io.github.stint.control.view.OwnerTree;
import io.github.stint.control.view.OwnerTree.Branch;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.SortBy;
import io.github.stint.control.view.TaskDetails;
import io.github.stint.control.view.TaskList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A shop with a crawler, as {@code stint top} sees it, and what it shows of that. */
final class Shown {

    static final Look PLAIN = Look.PLAIN;

    private Shown() {}

    /** A screen of that size on which so many tasks of so many are known. */
    static Model tasks(int columns, int rows, int known, int matching) {
        return empty(columns, rows).with(seen(known, matching));
    }

    static Model empty(int columns, int rows) {
        return Model.of("", SortBy.ID, new Size(columns, rows));
    }

    static Seen seen(int known, int matching) {
        List<TaskInfo> tasks = new ArrayList<>();
        for (int id = 1; id <= known; id++) {
            tasks.add(task(id));
        }
        List<OwnerView> owners = List.of(
                owner("shop", OwnerKind.MANAGER, null, 35, 0, 0),
                owner("crawler", OwnerKind.POOL, "shop", 2, 2, matching));
        return new Seen(
                "shop (4711)",
                owners,
                Map.of("crawler", 3.25),
                new TaskList(matching, tasks),
                List.of(new OwnerTree(
                        owners.getFirst(),
                        List.of(new OwnerTree(
                                owners.getLast(), List.of(), List.of(new Branch("probes", matching, tasks)))),
                        List.of())),
                List.of(new GroupTimes("crawler", "probes", times(), times())),
                List.of(),
                null);
    }

    static TaskInfo task(long id) {
        return new TaskInfo(
                id,
                "crawler/probes/fetch#" + id,
                "crawler",
                "probes",
                id <= 2 ? TaskState.RUNNING : TaskState.QUEUED,
                Duration.ofMillis(35),
                id <= 2 ? Duration.ofMillis(4_200) : Duration.ZERO,
                null);
    }

    static Distribution times() {
        return new Distribution(
                1_000,
                Duration.ofMillis(10),
                Duration.ofMillis(40),
                Duration.ofMillis(300),
                Duration.ofSeconds(2),
                List.of(
                        new Distribution.Octave(Duration.ofMillis(16), 900),
                        new Distribution.Octave(Duration.ofMillis(32), 0),
                        new Distribution.Octave(Duration.ofMillis(64), 100)));
    }

    /** The second task, which was asked to stop. */
    static Seen.Detail detail() {
        TaskInfo it = task(2);
        TaskInfo stopping = new TaskInfo(
                2,
                it.name(),
                "crawler",
                "probes",
                TaskState.CANCELLING,
                it.queuedFor(),
                it.ranFor(),
                new CancelReason(CancelReason.Source.REQUEST, "too slow", "anna", null));
        return new Seen.Detail(
                target(2), new TaskDetails(stopping, List.of("shop.Fetch.run(Fetch.java:12)"), null, null, null), "");
    }

    static Target.OfTask target(long id) {
        return new Target.OfTask("crawler", id, "probes", "crawler/probes/fetch#" + id);
    }

    private static OwnerView owner(String name, OwnerKind kind, String parent, int limit, int running, int queued) {
        return new OwnerView(
                name,
                kind,
                parent,
                false,
                new Stats(OwnerState.OPEN, limit, 1_000, queued, running, 0, 990, 3, 5, 0, 0));
    }

    /** What it shows, without blanks at the ends of lines. */
    static List<String> lines(Model model) {
        return Picture.of(model, PLAIN).stream()
                .map(line -> line.text().stripTrailing())
                .toList();
    }

    /** After those keys: characters, or names of keys. */
    static Model press(Model model, Object... keys) {
        Model now = model;
        for (Object key : keys) {
            if (key instanceof String text) {
                for (int character : text.codePoints().toArray()) {
                    now = Keys.press(now, Key.of(character)).model();
                }
            } else {
                now = Keys.press(now, Key.of((Key.Name) key)).model();
            }
        }
        return now;
    }
}
