package io.github.stint.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.process.Terminal.Size;
import io.github.stint.cli.top.Change.Verb;
import io.github.stint.control.view.SortBy;
import io.github.stint.control.view.TaskList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What keys lead to. */
class KeysTest {

    private final Model tasks = Shown.tasks(80, 24, 100, 60_000);

    @Test
    void qQuitsAndCtrlCQuitsAsAnInterruptDoes() {
        assertThat(effect(tasks, Key.of('q'))).isEqualTo(new Step.Effect.Quit(0));
        assertThat(effect(tasks, Key.of(Key.Name.INTERRUPT))).isEqualTo(new Step.Effect.Quit(130));
        assertThat(effect(Shown.press(tasks, "/x"), Key.of(Key.Name.INTERRUPT))).isEqualTo(new Step.Effect.Quit(130));
    }

    @Test
    void cancelAsksFirstAndOnlyYesDoesIt() {
        Model asking = Shown.press(tasks, Key.Name.DOWN, "c");
        assertThat(asking.mode())
                .isEqualTo(new Mode.Asking(
                        "cancel crawler/probes/fetch#2?", Change.of(Verb.CANCEL, List.of(Shown.target(2)))));

        assertThat(effect(asking, Key.of('n'))).isEqualTo(new Step.Effect.None());
        assertThat(effect(asking, Key.of(Key.Name.ENTER))).isEqualTo(new Step.Effect.None());
        assertThat(Shown.press(asking, "n").said()).isEqualTo("nothing was done");
        assertThat(effect(asking, Key.of('y')))
                .isEqualTo(new Step.Effect.Do(Change.of(Verb.CANCEL, List.of(Shown.target(2)))));
    }

    @Test
    void whatIsTaggedIsCancelledTogether() {
        Model asking = Shown.press(tasks, "   ", "c");

        assertThat(asking.tagged()).isEqualTo(Set.of(Shown.target(1), Shown.target(2), Shown.target(3)));
        assertThat(asking.mode()).isInstanceOfSatisfying(Mode.Asking.class, it -> {
            assertThat(it.question()).isEqualTo("cancel 3 tasks?");
            assertThat(it.change().targets()).hasSize(3);
        });
        assertThat(Shown.press(asking, "y").tagged()).isEmpty();
        assertThat(Shown.press(tasks, "   ", Key.Name.ESCAPE).tagged()).isEmpty();
    }

    @Test
    void allThatMatchIsCancelledByTheFilterNotByWhatIsSeen() {
        Model asking = Shown.press(tasks, "/age>5s", Key.Name.ENTER, "C");

        assertThat(asking.mode())
                .isEqualTo(new Mode.Asking(
                        "cancel all 60000 tasks where age>5s?", new Change(Verb.CANCEL_MATCHING, List.of(), "age>5s")));
    }

    @Test
    void aFilterIsTypedAndTakenOrLeft() {
        Model typing = Shown.press(tasks, "/agx", Key.Name.BACKSPACE, "e>5s");
        assertThat(typing.mode()).isEqualTo(new Mode.Typing("age>5s"));

        assertThat(Shown.press(typing, Key.Name.ENTER).place().filter()).isEqualTo("age>5s");
        assertThat(Shown.press(typing, Key.Name.ESCAPE).place().filter()).isEmpty();
        assertThat(Shown.press(typing, Key.Name.ENTER, Key.Name.ESCAPE).place().filter())
                .isEmpty();
        assertThat(Shown.press(typing, Key.Name.CLEAR).mode()).isEqualTo(new Mode.Typing(""));
        assertThat(Shown.press(typing, "q").mode()).isEqualTo(new Mode.Typing("age>5sq"));
    }

    @Test
    void tasksAreSortedByOneKeyAfterTheOther() {
        assertThat(Shown.press(tasks, ">").place().sort()).isEqualTo(SortBy.AGE);
        assertThat(Shown.press(tasks, "<").place().sort()).isEqualTo(SortBy.STATE);
        assertThat(Shown.press(tasks, "1", ">").place().view()).isEqualTo(View.TASKS);
    }

    @Test
    void enterAtAnOwnerShowsItsTasks() {
        Model owner = Shown.press(tasks, "1", Key.Name.DOWN, Key.Name.ENTER);

        assertThat(owner.place().view()).isEqualTo(View.TASKS);
        assertThat(owner.place().filter()).isEqualTo("owner=\"crawler\"");
    }

    @Test
    void whatConcernsAnOwnerIsDoneToTheOwnerOfATask() {
        List<Target> crawler = List.of(new Target.OfOwner("crawler"));

        assertThat(effect(tasks, Key.of('+'))).isEqualTo(new Step.Effect.Do(Change.of(Verb.MORE, crawler)));
        assertThat(effect(tasks, Key.of('-'))).isEqualTo(new Step.Effect.Do(Change.of(Verb.FEWER, crawler)));
        assertThat(effect(tasks, Key.of('z'))).isEqualTo(new Step.Effect.Do(Change.of(Verb.PAUSE, crawler)));
        assertThat(effect(tasks, Key.of('l'))).isEqualTo(new Step.Effect.Do(Change.of(Verb.LOCK, crawler)));
        assertThat(Shown.press(tasks, "d").mode())
                .isEqualTo(
                        new Mode.Asking("lock 'crawler' and let what is there end?", Change.of(Verb.DRAIN, crawler)));
    }

    @Test
    void whereNothingIsSelectedNothingIsDone() {
        Model nothing = Shown.empty(80, 24);

        for (char key : "cd+-zl".toCharArray()) {
            assertThat(effect(nothing, Key.of(key))).isEqualTo(new Step.Effect.None());
            assertThat(Shown.press(nothing, "" + key).mode()).isEqualTo(new Mode.Browsing());
        }
    }

    @Test
    void theCursorStaysWithItsTaskWhenOthersComeAndGo() {
        Model third = Shown.press(tasks, Key.Name.DOWN, Key.Name.DOWN);
        Seen later = Shown.seen(100, 100);
        Model moved = third.with(new Seen(
                later.application(),
                later.owners(),
                later.pace(),
                new TaskList(99, later.tasks().tasks().subList(1, 100)),
                null,
                List.of(),
                List.of(),
                null));

        assertThat(moved.place().cursor()).isEqualTo(1);
        assertThat(moved.selected()).isEqualTo(Shown.target(3));
    }

    @Test
    void onASmallerScreenTheSelectedRowStaysInSight() {
        Model low = Shown.press(tasks, Key.Name.PAGE_DOWN);
        Model small = low.with(new Size(40, 10));

        assertThat(small.place().cursor()).isEqualTo(low.place().cursor());
        assertThat(Shown.lines(small)).anyMatch(line -> line.startsWith(">"));
    }

    @Test
    void noMoreIsAskedForThanTheScreenShows() {
        Wanted wanted = Wanted.of(tasks);
        assertThat(wanted.query().limit()).isEqualTo(Layout.of(tasks).table()).isLessThan(24);
        assertThat(wanted.times()).isFalse();

        Model end = Shown.press(tasks, Key.Name.END);
        assertThat(end.place().cursor()).isEqualTo(Wanted.MOST - 1);
        assertThat(Wanted.of(end).query().limit()).isEqualTo(Wanted.MOST);
        assertThat(Wanted.of(Shown.press(tasks, Key.Name.ENTER)).details()).isEqualTo(Shown.target(1));
    }

    @Test
    void pFreezesThePictureAndGoesOn() {
        Model frozen = Shown.press(tasks, "p");

        assertThat(frozen.frozen()).isTrue();
        assertThat(Shown.lines(frozen).getFirst()).contains("FROZEN");
        assertThat(Shown.press(frozen, "p").frozen()).isFalse();
    }

    private static Step.Effect effect(Model model, Key key) {
        return Keys.press(model, key).effect();
    }
}
