package io.github.stint.soak.load;

import io.github.stint.CloseReport;
import io.github.stint.RestartPolicy;
import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import io.github.stint.WorkerPool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Applications that come and go: a manager that adopts a pool, workers and a service, and is drained or cancelled. */
public final class ManagerPart implements Part {

    private static final int MOST = 40;
    private static final RestartPolicy POLICY =
            RestartPolicy.always().backoff(Duration.ofMillis(1), Duration.ofMillis(5));

    private final Accounts accounts;
    private final Dice dice;
    private final AtomicLong managers = new AtomicLong();

    /** Draws from those dice. */
    public ManagerPart(Accounts accounts, Dice dice) {
        this.accounts = accounts;
        this.dice = dice.split();
    }

    @Override
    public List<Actor> actors() {
        return List.of(new Actor("runs managers", this::step));
    }

    private void step() throws InterruptedException {
        String name = "app " + managers.incrementAndGet();
        boolean drains = dice.inThousand(500);
        Book ofManager = accounts.open(name, Book.Kind.TASKS);
        Book ofPool = accounts.open(name + " pool", Book.Kind.TASKS);
        Book ofWorkers = accounts.open(name + " workers", Book.Kind.TASKS);
        Book ofService = accounts.open(name + " service", Book.Kind.SERVICE);
        TaskManager manager = TaskManager.builder(name)
                .maxTasks(dice.between(1, 8))
                .listener(ofManager)
                .open();
        TaskPool pool = manager.adopt(TaskPool.builder(name + " pool")
                .size(dice.between(1, 8))
                .queue(MOST)
                .listener(ofPool)
                .open());
        WorkerPool workers = manager.adopt(WorkerPool.builder(name + " workers", () -> {
                    ofWorkers.counted(Plan.WAIT::run).call();
                })
                .listener(ofWorkers)
                .open());
        TaskService service = manager.adopt(
                TaskService.builder(name + " service").listener(ofService).open());

        ofWorkers.handed(workers.start(dice.below(4)).size());
        service.runForever("ever", POLICY, Plan.SLEEP::run);
        ofService.handed(1);
        for (int i = dice.below(MOST); i > 0; i--) {
            Plan plan = drains ? Plan.drawForMany(dice) : Plan.draw(dice);
            TaskOptions options = plan.in(TaskOptions.defaults()).onDone(Task::isDone);
            manager.spawn(options, plan.body(ofManager));
            ofManager.handed(1);
            ofPool.handed(pool.trySubmit(options, plan.body(ofPool)).isPresent() ? 1 : 0);
        }
        close(manager, drains ? Shutdown.drainFor(Duration.ofSeconds(30)) : Shutdown.now());
        accounts.close(ofManager, manager.stats());
        accounts.close(ofPool, pool.stats());
        accounts.close(ofWorkers, workers.stats());
        accounts.close(ofService, service.stats());
    }

    private void close(TaskManager manager, Shutdown how) throws InterruptedException {
        CloseReport report = manager.shutdown(how);
        if (!report.stragglers().isEmpty()) {
            accounts.surprise("'" + manager.name() + "' left stragglers: " + report.stragglers());
        }
    }

    @Override
    public String toString() {
        return "managers";
    }
}
