package io.github.stint.soak.load;

import io.github.stint.Outcome.Failure;
import io.github.stint.RestartPolicy;
import io.github.stint.Shutdown;
import io.github.stint.Supervised;
import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.TaskService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A service: things that crash and come back after a pause, one that is given up, schedules, and actions nobody waits for. */
public final class ServicePart implements Part {

    private static final RestartPolicy POLICY =
            RestartPolicy.always().backoff(Duration.ofMillis(1), Duration.ofMillis(20));
    private static final int CRASHERS = 3;
    private static final int ACTIONS = 10;

    private final Accounts accounts;
    private final Book book;
    private final Dice dice;
    private final TaskService service;

    /** Opens the service. */
    public ServicePart(String name, Accounts accounts, Dice dice) {
        this.accounts = accounts;
        this.book = accounts.open(name, Book.Kind.SERVICE);
        this.dice = dice.split();
        this.service = TaskService.builder(name).listener(book).open();
    }

    @Override
    public List<Actor> actors() {
        return List.of(new Actor("runs things for ever in " + service.name(), this::step));
    }

    private void step() throws InterruptedException {
        List<Supervised> all = new ArrayList<>();
        for (int i = 0; i < CRASHERS; i++) {
            Dice own = dice.split();
            all.add(service.runForever("crasher " + i, POLICY, () -> crash(own)));
        }
        all.add(service.every("every", Duration.ofMillis(2), Plan.COMPUTE::run));
        all.add(service.at("at", Instant.now().plusMillis(dice.below(50)), Plan.RETURN::run));
        Supervised hopeless =
                service.runForever("hopeless", POLICY.giveUpAfter(dice.below(4), Duration.ofHours(1)), Plan.FAIL::run);
        for (int i = 0; i < ACTIONS; i++) {
            Plan plan = Plan.drawForMany(dice);
            service.schedule(plan.in(TaskOptions.defaults()).onDone(Task::isDone), plan::run);
        }
        if (hopeless.task().join() instanceof Failure) {
            accounts.gaveUp();
        }
        Thread.sleep(Duration.ofMillis(dice.between(20, 100)));
        for (Supervised one : all) {
            one.cancel("planned");
            one.task().join();
        }
    }

    /** A run that works for a while, then fails or, now and then, returns. */
    private static void crash(Dice dice) throws Exception {
        Thread.sleep(Duration.ofMillis(dice.below(5)));
        if (!dice.inThousand(200)) {
            int ignored = Plan.FAIL.run();
        }
    }

    @Override
    public boolean rest(Duration atMost) throws InterruptedException {
        return service.awaitIdle(atMost);
    }

    @Override
    public void close() throws InterruptedException {
        book.handed(service.stats().submitted());
        Closing.close(service, Shutdown.now(), book, accounts);
    }

    @Override
    public String toString() {
        return service.toString();
    }
}
