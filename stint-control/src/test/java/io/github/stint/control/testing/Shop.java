package io.github.stint.control.testing;

import static io.github.stint.test.Eventually.eventually;

import io.github.stint.Action;
import io.github.stint.RestartPolicy;
import io.github.stint.Shutdown;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import io.github.stint.TaskState;
import io.github.stint.WorkerPool;
import io.github.stint.test.Gate;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** An application with one of everything, all of which waits at a gate. */
public final class Shop implements AutoCloseable {

    public final Gate gate = new Gate();
    public final TaskManager manager;
    public final TaskPool crawler;
    public final WorkerPool mailers;
    public final TaskService background;

    public Shop() {
        manager = TaskManager.builder("shop").onClose(Shutdown.now()).open();
        crawler = manager.adopt(TaskPool.builder("crawler")
                .size(2)
                .queue(100)
                .keepEnded(10)
                .onClose(Shutdown.now())
                .open());
        mailers = manager.adopt(WorkerPool.builder("mailers", gate::pass)
                .onClose(Shutdown.now())
                .open());
        background = manager.adopt(TaskService.open("background"));
    }

    /** Two tasks of the group "probes" run, and one waits. */
    public Shop withProbes() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            crawler.submit(TaskOptions.named("fetch").group("probes"), (Action) gate::pass);
        }
        eventually(
                "two run",
                () -> crawler.task(1).orElseThrow().state() == TaskState.RUNNING
                        && crawler.task(2).orElseThrow().state() == TaskState.RUNNING
                        && gate.arrived() >= 2);
        return this;
    }

    /** Something is run for ever, and waits. */
    public Shop withPoller() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(1); // of its own: workers come to the gate as well
        background.runForever(
                "poller",
                RestartPolicy.always()
                        .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
                        .jitter(0),
                () -> {
                    runs.countDown();
                    gate.pass();
                });
        runs.await();
        return this;
    }

    @Override
    public void close() {
        manager.close();
        gate.close();
    }
}
