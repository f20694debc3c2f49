package io.github.stint.process;

import io.github.stint.Concurrent;
import io.github.stint.ResultStream;
import io.github.stint.Supervised;
import io.github.stint.TaskGroup;
import io.github.stint.TaskOptions;
import io.github.stint.TaskOwner;
import io.github.stint.WorkerPool;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import java.time.Duration;
import java.util.List;

/** A {@link Shop} in which tasks of every kind stand still. */
final class ShopHeld {

    private static final int HELD = 16;

    private ShopHeld() {}

    /** Prints every task on the books of any owner, its state first, when as many run as can. */
    static void hold(Shop shop) throws InterruptedException {
        Gate hold = new Gate();
        shop.tasks.spawn(hold::pass);
        shop.tasks.spawn(TaskOptions.inGroup("orders").name("pay \"at once\""), hold::pass);
        shop.tasks.spawn(
                TaskOptions.named("page"),
                () -> TaskGroup.builder().name("page parts").run(parts -> {
                    parts.start("user", hold::pass);
                    parts.start("cart", hold::pass);
                    parts.join();
                    return "page";
                }));
        shop.images.apply("thumbs", 3, () -> {
            hold.pass();
            return "thumb";
        });
        hold.awaitArrived(7); // a batch hands over by itself: only now is it before the next
        shop.images.submit(TaskOptions.named("cover"), hold::pass);
        shop.images.submit(TaskOptions.named("waits for room"), hold::pass);
        shop.downloads.map("files", List.of(1, 2, 3, 4, 5), 3, file -> {
            hold.pass();
            return file;
        });
        shop.background.runForever("cache", hold::pass);
        Supervised hourly = shop.background.every("hourly", Duration.ofHours(1), hold::pass);
        WorkerPool mailers = shop.tasks.adopt(WorkerPool.open("mailers", hold::pass));
        mailers.start(2);
        ResultStream<Integer> pages = Concurrent.map(List.of(1, 2, 3, 4), (Integer page) -> {
                    hold.pass();
                    return page;
                })
                .name("pages")
                .limit(2)
                .results();
        Thread.ofPlatform().daemon().name("reader").start(() -> pages.forEach(page -> {}));
        hold.awaitArrived(HELD);
        Eventually.eventually(
                "the schedule waits",
                () -> hourly.task().info().ranFor().isPositive()
                        && hourly.nextIn().isPresent());
        TaskOwner.allOpen().stream()
                .flatMap(owner -> owner.tasks().stream())
                .forEach(task -> System.out.println(task.state() + " " + task.name()));
        System.out.println("held");
    }
}
