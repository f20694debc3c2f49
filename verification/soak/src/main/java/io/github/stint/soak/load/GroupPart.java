package io.github.stint.soak.load;

import io.github.stint.OnFailure;
import io.github.stint.Outcome;
import io.github.stint.OwnerState;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskOptions;
import io.github.stint.TaskRejectedException;
import io.github.stint.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Blocks: their tasks fail, run over their time and are cancelled, with groups inside of tasks; and the statics over groups. */
public final class GroupPart implements Part {

    private static final int MOST = 20;

    private final Accounts accounts;
    private final Dice dice;
    private final AtomicLong groups = new AtomicLong();

    /** Draws from those dice. */
    public GroupPart(Accounts accounts, Dice dice) {
        this.accounts = accounts;
        this.dice = dice.split();
    }

    @Override
    public List<Actor> actors() {
        return List.of(new Actor("runs blocks", this::step), new Actor("runs blocks too", this::step));
    }

    private void step() throws InterruptedException {
        switch (dice.below(10)) {
            case 0 -> gather();
            case 1 -> within();
            default -> block(2);
        }
    }

    /** A block, and in one of ten tasks another one. */
    private void block(int depth) throws InterruptedException {
        String name = "block " + groups.incrementAndGet();
        Book book = accounts.open(name, Book.Kind.TASKS);
        TaskGroup.Builder builder = TaskGroup.builder()
                .name(name)
                .listener(book)
                .limit(dice.between(1, 16))
                .onFailure(dice.inThousand(500) ? OnFailure.CANCEL_SIBLINGS : OnFailure.CONTINUE);
        TaskGroup group = (dice.inThousand(50) ? builder.timeout(Duration.ofMillis(2)) : builder).open();
        try (group) {
            start(group, book, depth);
            if (dice.inThousand(100)) {
                group.cancel("planned");
            }
            group.join();
        } catch (TaskGroupException asPlanned) {
            assert !asPlanned.failures().isEmpty() || asPlanned.getCause() instanceof TimeoutException;
        } finally {
            accounts.close(book, group.stats());
        }
    }

    private void start(TaskGroup group, Book book, int depth) {
        try {
            for (int i = dice.below(MOST); i > 0; i--) {
                Plan plan = Plan.drawForMany(dice);
                boolean nests = depth > 1 && dice.inThousand(100);
                group.start(plan.in(TaskOptions.defaults()), nests ? nested(book, depth) : plan.body(book));
                book.handed(1);
            }
        } catch (TaskRejectedException failedMeanwhile) {
            assert group.stats().state() != OwnerState.OPEN;
        }
    }

    private Callable<Integer> nested(Book book, int depth) {
        return book.counted(() -> {
            block(depth - 1);
            return 1;
        });
    }

    private void gather() throws InterruptedException {
        List<Callable<Integer>> bodies = new ArrayList<>();
        for (int i = dice.between(1, MOST); i > 0; i--) {
            bodies.add(Plan.drawForMany(dice) == Plan.FAIL ? Plan.FAIL::run : Plan.SLEEP::run);
        }
        for (Outcome<Integer> outcome : Tasks.gatherOutcomes(bodies)) {
            assert outcome != null;
        }
    }

    private static void within() throws InterruptedException {
        try {
            Tasks.within(Duration.ofMillis(2), Plan.SLEEP::run);
        } catch (TimeoutException asPlanned) {
            assert asPlanned.getMessage() != null;
        }
    }

    @Override
    public String toString() {
        return "groups";
    }
}
