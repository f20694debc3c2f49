package io.github.stint.process;

import io.github.stint.RestartPolicy;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskOptions;
import io.github.stint.TaskRejectedException;
import io.github.stint.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** What goes on in a {@link Shop}: the services that run for ever, the downloads that have no end, and one task after the other. */
final class ShopLoad {

    private static final long MILLI = 1_000_000L;
    private static final int BURST = 10;
    private static final long PAUSE_NANOS = 5 * MILLI;

    private final Shop shop;
    private final SplittableRandom random;

    ShopLoad(Shop shop, long seed) {
        this.shop = shop;
        this.random = new SplittableRandom(seed);
    }

    /** All of them but the one task after the other. */
    void startAll() {
        startServices();
        startDownloads();
    }

    /** Something that polls and fails now and then, something every ten milliseconds, something that gets ready and waits. */
    private void startServices() {
        Tally tally = shop.of(shop.background);
        AtomicLong polls = new AtomicLong();
        shop.background.runForever(
                "poller",
                RestartPolicy.always().backoff(Duration.ofMillis(10), Duration.ofMillis(50)),
                tally.countedAction(() -> {
                    work(2 * MILLI);
                    if (polls.incrementAndGet() % 10 == 0) {
                        throw new IOException("no answer to poll " + polls);
                    }
                }));
        shop.background.every("sweep", Duration.ofMillis(10), tally.countedAction(() -> work(MILLI)));
        shop.background.runForever(
                "cache",
                RestartPolicy.onFailure(),
                self -> tally.countedAction(() -> {
                            self.ready();
                            new CountDownLatch(1).await();
                        })
                        .run());
    }

    /** Files without end, pulled lazily, three at a time. */
    private void startDownloads() {
        Tally tally = shop.of(shop.downloads);
        Iterable<Long> files = () -> LongStream.iterate(0, file -> file + 1).iterator();
        shop.downloads.map(
                "files",
                files,
                3,
                file -> tally.<Long>counted(() -> {
                            work(MILLI * (file % 3));
                            return file;
                        })
                        .call());
    }

    /** Hands over one task after the other until they are refused. */
    void runUntilRefused() {
        Iterator<Callable<Task<?>>> kinds = endlessly(List.of(
                this::quick,
                this::failing,
                this::cancelledSoon,
                this::stubborn,
                this::nested,
                this::image,
                this::chain,
                this::slow));
        try {
            while (true) {
                for (int i = random.nextInt(2 * BURST); i > 0; i--) {
                    Task<?> ignored = kinds.next().call();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (TaskRejectedException e) {
            System.out.println("refused: " + e.why());
        } catch (Exception e) {
            throw new IllegalStateException("no kind of task throws this", e);
        }
    }

    private <T> Iterator<T> endlessly(List<T> kinds) {
        return random.ints(0, kinds.size()).mapToObj(kinds::get).iterator();
    }

    /** Two tasks that end the JVM, which does not let them return. */
    void spawnExits() {
        for (int i = 0; i < 2; i++) {
            shop.tasks.spawn(
                    TaskOptions.named("exit"),
                    shop.of(shop.tasks).countedAction(() -> System.exit(ShopMain.EXIT_STATUS)));
        }
    }

    /** A hundred tasks and a hundred actions, half of which are handed over by the other half. */
    void spawnWhatMustNotBeLost() {
        Tally tally = shop.of(shop.background);
        for (int i = 0; i < 50; i++) {
            Task<?> ignored = spawn("first", () -> {
                work(MILLI);
                return spawn("second", () -> work(MILLI));
            });
            shop.background.schedule(tally.countedAction(() -> {
                work(50 * MILLI);
                shop.background.schedule(tally.countedAction(() -> work(50 * MILLI)));
            }));
        }
    }

    // ---- kinds of tasks

    private <T> Task<T> spawn(String name, Callable<T> body) {
        return shop.tasks.spawn(
                TaskOptions.named(name).onDone(task -> {}), shop.of(shop.tasks).counted(body));
    }

    private Task<?> quick() {
        return spawn("quick", () -> work(MILLI));
    }

    private Task<?> failing() {
        return spawn("failing", () -> {
            throw new IOException("sold out");
        });
    }

    private Task<?> cancelledSoon() {
        Task<?> task = spawn("cancelled", () -> work(100 * MILLI));
        spawn("canceller", () -> task.cancel("not wanted any more"));
        return task;
    }

    private Task<?> stubborn() {
        Task<?> task = spawn("stubborn", ShopLoad::ignoringInterrupts);
        task.cancel("hurry");
        return task;
    }

    private Task<?> nested() {
        Callable<Object> leaf = shop.inGroups.counted(() -> work(MILLI));
        Callable<Object> branch = shop.inGroups.counted(() -> TaskGroup.<Object, Exception>run(group -> {
            Task<Object> one = group.start("leaf", leaf);
            Task<Object> other = group.start("leaf", leaf);
            return one.await().equals(other.await());
        }));
        return spawn("nested", () -> Tasks.gather(branch, leaf, leaf));
    }

    private Task<?> image() {
        Callable<Object> body = shop.of(shop.images).counted(() -> work(2 * MILLI));
        return shop.images
                .<Object>trySubmit(TaskOptions.named("scale"), body)
                .orElseGet(() -> spawn("full", () -> work(MILLI)));
    }

    /** One in twenty lasts longer than there is time to drain, and some of those are not quick to give in. */
    private Task<?> slow() {
        long time = random.nextInt(20) == 0 ? random.nextLong(1_000) * MILLI : MILLI;
        boolean givesIn = random.nextBoolean();
        return spawn("slow", () -> {
            try {
                return work(time);
            } catch (InterruptedException e) {
                return givesIn ? throwing(e) : ignoringInterrupts();
            }
        });
    }

    /** Each of the three spawns the next, also while the manager drains. */
    private Task<?> chain() {
        return spawn("first", () -> spawn("second", () -> spawn("third", () -> work(MILLI))));
    }

    private static Object throwing(InterruptedException e) throws InterruptedException {
        throw e;
    }

    private static Object ignoringInterrupts() {
        long end = System.nanoTime() + 20 * MILLI;
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(MILLI);
            boolean ignored = Thread.interrupted();
        }
        return "at last";
    }

    private static Object work(long nanos) throws InterruptedException {
        Tasks.sleep(Duration.ofNanos(nanos));
        return "done";
    }
}
