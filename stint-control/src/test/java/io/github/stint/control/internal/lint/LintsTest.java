package io.github.stint.control.internal.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.OwnerState;
import io.github.stint.Stats;
import io.github.stint.Supervised;
import io.github.stint.TaskInfo;
import io.github.stint.TaskState;
import io.github.stint.control.internal.look.Carriers;
import io.github.stint.control.internal.record.Unobserved;
import io.github.stint.control.view.Distribution;
import io.github.stint.control.view.GroupTimes;
import io.github.stint.control.view.Lint;
import io.github.stint.control.view.OwnerKind;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.ServiceView;
import io.github.stint.control.view.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What looks wrong in which row of snapshots, and what does not. */
class LintsTest {

    private static final Carriers FREE = new Carriers(2, 1, 0);

    /** Six looks, two seconds apart. */
    private static List<Warning> check(IntFunction<Snapshot> look) {
        return check(6, look);
    }

    private static List<Warning> check(int looks, IntFunction<Snapshot> look) {
        List<Snapshot> row = new ArrayList<>();
        for (int i = 0; i < looks; i++) {
            row.add(look.apply(i));
        }
        return Lints.check(row);
    }

    private static Snapshot at(int look, List<OwnerView> owners, List<TaskInfo> tasks) {
        return Snapshot.of(Duration.ofSeconds(2L * look), owners, tasks, List.of(), List.of(), List.of(), FREE);
    }

    private static OwnerView owner(int limit, int queued, int running, long ended) {
        Stats stats =
                new Stats(OwnerState.OPEN, limit, queued + running + ended, queued, running, 0, ended, 0, 0, 0, 0);
        return new OwnerView("crawler", OwnerKind.POOL, null, false, stats);
    }

    private static TaskInfo task(long id, String group, TaskState state, int ranSeconds) {
        CancelReason why =
                state == TaskState.CANCELLING ? new CancelReason(Source.REQUEST, "enough", null, null) : null;
        return new TaskInfo(
                id,
                "crawler/" + group + "/fetch#" + id,
                "crawler",
                group,
                state,
                Duration.ZERO,
                Duration.ofSeconds(ranSeconds),
                why);
    }

    private static List<Lint> lints(List<Warning> warnings) {
        return warnings.stream().map(Warning::lint).toList();
    }

    @Test
    void nothingIsWrongWithNothing() {
        assertThat(Lints.check(List.of())).isEmpty();
        assertThat(check(look -> at(look, List.of(), List.of()))).isEmpty();
    }

    @Test
    void aTaskThatWasAskedLongAgoAndRunsIsUncooperative() {
        List<Warning> warnings = check(look -> at(look, List.of(), List.of(task(1, "a", TaskState.CANCELLING, look))));
        assertThat(warnings).singleElement().satisfies(it -> {
            assertThat(it.lint()).isEqualTo(Lint.UNCOOPERATIVE_CANCEL);
            assertThat(it.subject()).isEqualTo("crawler/a/fetch#1");
            assertThat(it.text()).isEqualTo("was asked to stop 10 s ago or more, and runs");
        });
        assertThat(check(look -> at(
                        look,
                        List.of(),
                        List.of(task(1, "a", look < 4 ? TaskState.RUNNING : TaskState.CANCELLING, look)))))
                .isEmpty();
    }

    @Test
    void aTaskThatRunsTenTimesAsLongAsItsGroupIsSlow() {
        Distribution fast = new Distribution(
                20,
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofMillis(300),
                Duration.ofSeconds(1),
                List.of());
        IntFunction<Snapshot> looks = look -> Snapshot.of(
                Duration.ofSeconds(look),
                List.of(),
                List.of(
                        task(1, "a", TaskState.RUNNING, 4),
                        task(2, "a", TaskState.RUNNING, 2),
                        task(3, "b", TaskState.RUNNING, 9)),
                List.of(),
                List.of(new GroupTimes("crawler", "a", fast, fast)),
                List.of(),
                FREE);
        assertThat(check(1, looks)).singleElement().satisfies(it -> {
            assertThat(it.lint()).isEqualTo(Lint.SLOWER_THAN_ITS_GROUP);
            assertThat(it.text()).isEqualTo("has run for 4000 ms; 99 of 100 of its group took 300 ms or less");
        });
    }

    @Test
    void aQueueThatGrowsFromLookToLookIsTold() {
        assertThat(lints(check(look -> at(look, List.of(owner(5, look * 10, 2, 0)), List.of()))))
                .containsExactly(Lint.QUEUE_GROWING);
        assertThat(check(look -> at(look, List.of(owner(5, look == 3 ? 0 : look * 10, 2, 0)), List.of())))
                .isEmpty();
    }

    @Test
    void aLimitThatIsAlwaysReachedWhileOthersWaitIsTold() {
        assertThat(lints(check(look -> at(look, List.of(owner(5, 3, 5, look)), List.of()))))
                .containsExactly(Lint.LIMIT_ALWAYS_REACHED);
        assertThat(check(look -> at(look, List.of(owner(5, 0, 5, look)), List.of())))
                .isEmpty();
        assertThat(check(3, look -> at(look, List.of(owner(5, 3, 5, look)), List.of())))
                .as("not for long")
                .isEmpty();
        assertThat(check(look -> at(look, List.of(owner(Integer.MAX_VALUE, 3, 5, look)), List.of())))
                .isEmpty();
    }

    @Test
    void aLimitThatIsNeverNearlyReachedIsTold() {
        assertThat(lints(check(look -> at(look, List.of(owner(40, 0, 10, look * 10L)), List.of()))))
                .containsExactly(Lint.LIMIT_NEVER_REACHED);
        assertThat(check(look -> at(look, List.of(owner(40, 0, look == 2 ? 11 : 1, look * 10L)), List.of())))
                .isEmpty();
        assertThat(check(look -> at(look, List.of(owner(40, 0, 0, 7)), List.of())))
                .as("nothing to do")
                .isEmpty();
    }

    @Test
    void aGroupThatWaitsWhileOthersHaveAllSlotsStarves() {
        IntFunction<List<TaskInfo>> tasks =
                look -> List.of(task(1, "big", TaskState.RUNNING, 1), task(2, "small", TaskState.QUEUED, 0));
        List<Warning> warnings = check(look -> at(look, List.of(owner(1, 1, 1, look)), tasks.apply(look)));
        assertThat(warnings)
                .filteredOn(it -> it.lint() == Lint.GROUP_STARVING)
                .singleElement()
                .satisfies(it -> assertThat(it.subject()).isEqualTo("crawler/small"));
        assertThat(lints(check(look -> at(
                        look,
                        List.of(owner(1, 1, 1, look)),
                        look == 3 ? List.of(task(2, "small", TaskState.RUNNING, 0)) : tasks.apply(look)))))
                .doesNotContain(Lint.GROUP_STARVING);
    }

    @Test
    void fiveRestartsWithinTheRowAreAStorm() {
        IntFunction<IntFunction<Snapshot>> restarting = each -> look -> Snapshot.of(
                Duration.ofSeconds(2L * look),
                List.of(),
                List.of(),
                List.of(new ServiceView(
                        "background",
                        1,
                        "poller",
                        Supervised.State.READY,
                        Duration.ZERO,
                        1,
                        (long) each * look,
                        null,
                        null)),
                List.of(),
                List.of(),
                FREE);
        assertThat(check(restarting.apply(1))).singleElement().satisfies(it -> {
            assertThat(it.lint()).isEqualTo(Lint.RESTART_STORM);
            assertThat(it.subject()).isEqualTo("background/poller#1");
            assertThat(it.text()).isEqualTo("5 restarts within 10 s");
        });
        assertThat(check(restarting.apply(0))).isEmpty();
    }

    @Test
    void failuresNobodyAskedAboutAreToldOfTheirOwner() {
        IntFunction<IntFunction<Snapshot>> failed = count -> look -> Snapshot.of(
                Duration.ofSeconds(2L * look),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                count == 0
                        ? List.of()
                        : List.of(new Unobserved("crawler", count, "crawler/home#7", "IOException: gone")),
                FREE);
        assertThat(check(1, failed.apply(1))).singleElement().satisfies(it -> {
            assertThat(it.lint()).isEqualTo(Lint.UNOBSERVED_FAILURE);
            assertThat(it.subject()).isEqualTo("crawler");
            assertThat(it.text()).isEqualTo("1 failure of crawler/home#7: IOException: gone");
        });
        assertThat(check(failed.apply(3)))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.text()).isEqualTo("3 failures, the last of crawler/home#7: IOException: gone"));
        assertThat(check(failed.apply(0))).isEmpty();
    }

    @Test
    void carriersThatAreTakenAllTheTimeWhileOthersWaitAreTold() {
        IntFunction<IntFunction<Snapshot>> freeAt = free -> look -> Snapshot.of(
                Duration.ofSeconds(2L * look),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                look == free ? FREE : new Carriers(2, 2, 7));
        assertThat(lints(check(freeAt.apply(-1)))).containsExactly(Lint.CARRIERS_STARVED);
        assertThat(check(freeAt.apply(2))).isEmpty();
    }
}
