package io.github.stint.verification.scenarios;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Supervised;
import io.github.stint.Supervised.State;
import io.github.stint.Task;
import io.github.stint.TaskOwner;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskState;
import io.github.stint.spi.TaskListener;
import io.github.stint.verification.schedules.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;

/** Hears what happens to one owner, and that each thing is told once and in order. */
final class Ear implements TaskListener {

    /** What is told of a task, in the order in which it is to be told. */
    private enum Word {
        SUBMITTED,
        STARTED,
        CANCEL_REQUESTED,
        ENDED
    }

    private final World world;
    private final IdentityHashMap<Task<?>, List<Word>> heard = new IdentityHashMap<>();
    private final IdentityHashMap<Supervised, List<State>> states = new IdentityHashMap<>();
    private final IdentityHashMap<Supervised, Integer> restarts = new IdentityHashMap<>();
    private final IdentityHashMap<Object, String> telling = new IdentityHashMap<>();
    private int closed;
    private int rejected;
    private String cancels = "";

    Ear(World world) {
        this.world = world;
    }

    /** Cancels the tasks it is told of when it hears that word: {@code SUBMITTED} or {@code STARTED}. */
    Ear cancellingWhen(String word) {
        cancels = word;
        return this;
    }

    // ---- of a task

    @Override
    public void submitted(Task<?> task) {
        hears(task, Word.SUBMITTED);
    }

    @Override
    public void started(Task<?> task) {
        world.require(!Thread.currentThread().isInterrupted(), "a listener sees an interrupt for the body");
        hears(task, Word.STARTED);
    }

    @Override
    public void cancelRequested(Task<?> task, CancelReason why) {
        world.require(task.cancelReason().isPresent(), "told of a cancel without a reason: " + task);
        hears(task, Word.CANCEL_REQUESTED);
    }

    @Override
    public void ended(Task<?> task, Outcome<?> outcome) {
        world.require(task.isDone(), "told of the end of what has not ended: " + task);
        world.require(!Thread.currentThread().isInterrupted(), "a listener sees an interrupt for the body");
        hears(task, Word.ENDED);
    }

    /**
     * Takes its time. Only for a cancel may that be while another is told of the same task: one that the listener itself asks
     * for.
     */
    private void hears(Task<?> task, Word word) {
        List<Word> words = heard.computeIfAbsent(task, _ -> new ArrayList<>());
        String during = telling.put(task, word.name());
        world.require(during == null, "told " + word + " of " + task + " while told " + during);
        world.require(
                words.isEmpty() ? word == Word.SUBMITTED : words.getLast().compareTo(word) < 0,
                "told " + word + " of " + task + " after " + words);
        words.add(word);
        world.point();
        if (cancels.equals(word.name())) {
            task.cancel("by the listener");
        }
        world.point();
        telling.remove(task);
    }

    // ---- of what is supervised

    @Override
    public void serviceChanged(Supervised service, State from, State to) {
        List<State> states = statesOf(service);
        world.require(states.getLast() == from, "told from " + from + " after " + states);
        states.add(to);
        takesItsTime(service, "change");
    }

    @Override
    public void restarting(Supervised service, Outcome<?> last, Duration pause) {
        world.require(statesOf(service).getLast() == State.BACKING_OFF, "restarting after " + statesOf(service));
        restarts.merge(service, 1, Integer::sum);
        takesItsTime(service, "restart");
    }

    private List<State> statesOf(Supervised service) {
        return states.computeIfAbsent(service, _ -> new ArrayList<>(List.of(State.WAITING)));
    }

    private void takesItsTime(Supervised service, String what) {
        String during = telling.put(service, what);
        world.require(during == null, "told of a " + what + " while told of a " + during);
        world.point();
        telling.remove(service);
    }

    int restarts(Supervised service) {
        return restarts.getOrDefault(service, 0);
    }

    /** It was told to the end, which was told once. */
    void checkStates(Supervised service) {
        List<State> told = statesOf(service);
        world.require(told.getLast() == State.ENDED && Collections.frequency(told, State.ENDED) == 1, "told " + told);
    }

    // ---- of the owner

    @Override
    public void closed(CloseReport report) {
        closed++;
        world.require(closed == 1, "told to be closed, again");
        world.point();
    }

    @Override
    public void rejected(TaskRejectedException rejection) {
        rejected++;
    }

    /** All that has happened to that owner, which is closed, was told. */
    void checkWhole(TaskOwner owner) {
        world.require(closed == 1, "told to be closed " + closed + " times");
        world.require(rejected == owner.stats().rejected(), "told of " + rejected + " rejections: " + owner.stats());
        world.require(
                heard.size() == owner.stats().submitted(), "told of " + heard.size() + " tasks: " + owner.stats());
        heard.forEach((task, words) -> {
            world.require(words.getLast() == Word.ENDED, "told " + words + " of " + task);
            world.require(
                    words.contains(Word.STARTED) || task.state() != TaskState.SUCCEEDED,
                    "told " + words + " of " + task);
            if (task.outcome().orElseThrow() instanceof Cancelled<?>(CancelReason why)
                    && why.source() == Source.REQUEST) {
                world.require(words.contains(Word.CANCEL_REQUESTED), "told " + words + " of " + task);
            }
        });
    }
}
