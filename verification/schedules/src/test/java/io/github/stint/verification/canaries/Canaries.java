package io.github.stint.verification.canaries;

import io.github.stint.verification.canaries.toys.Doorbell;
import io.github.stint.verification.canaries.toys.OneEnd;
import io.github.stint.verification.canaries.toys.Permits;
import io.github.stint.verification.canaries.toys.SmallPool;
import io.github.stint.verification.canaries.toys.Tally;
import io.github.stint.verification.canaries.toys.Worker;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.time.Duration;
import java.util.List;

/** A broken toy and its mended twin for each kind of bug that is hunted. */
final class Canaries {

    @Property("canary: cancel and complete both win")
    void oneEndBroken(World world) {
        oneEnd(world, true);
    }

    @Property("canary mended: one of cancel and complete wins")
    void oneEndMended(World world) {
        oneEnd(world, false);
    }

    private static void oneEnd(World world, boolean broken) {
        OneEnd end = new OneEnd(broken);
        boolean[] won = new boolean[2];
        world.spawn("complete", () -> won[0] = end.end(1));
        world.spawn("cancel", () -> won[1] = end.end(2));
        world.atEnd(() -> world.require(won[0] != won[1], "both won, or none"));
    }

    @Property("canary: a permit is lost when a wait runs out of time")
    void permitsBroken(World world) {
        permits(world, true);
    }

    @Property("canary mended: no permit is lost")
    void permitsMended(World world) {
        permits(world, false);
    }

    private static void permits(World world, boolean broken) {
        Permits permits = new Permits(broken);
        boolean[] has = new boolean[1];
        world.spawn("waiter", () -> has[0] = permits.acquire(world.now() + 1_000));
        world.spawn("releaser", permits::release);
        world.spawn("clock", () -> {
            world.points(2);
            world.advance(Duration.ofNanos(1_000));
        });
        world.atEnd(() -> world.require(permits.free() == (has[0] ? 0 : 1), "a permit is lost"));
    }

    @Property("canary: a wake-up is lost")
    void doorbellBroken(World world) {
        doorbell(world, true);
    }

    @Property("canary mended: no wake-up is lost")
    void doorbellMended(World world) {
        doorbell(world, false);
    }

    private static void doorbell(World world, boolean broken) {
        Doorbell bell = new Doorbell(broken);
        world.spawn("visitor", bell::await);
        world.spawn("ringer", bell::ring);
    }

    @Property("canary: a task runs after close")
    void smallPoolBroken(World world) {
        smallPool(world, true);
    }

    @Property("canary mended: nothing runs after close")
    void smallPoolMended(World world) {
        smallPool(world, false);
    }

    private static void smallPool(World world, boolean broken) {
        SmallPool pool = new SmallPool(broken);
        boolean[] closed = new boolean[1];
        int[] books = new int[2];
        world.spawn("submitter", () -> {
            for (int i = 0; i < 2; i++) {
                boolean accepted = pool.submit(() -> {
                    world.require(!closed[0], "a task runs after close");
                    books[1]++;
                });
                books[0] += accepted ? 1 : 0;
            }
        });
        world.spawn("closer", () -> {
            pool.close();
            closed[0] = true;
        });
        world.atEnd(() -> world.require(books[0] == books[1], "accepted " + books[0] + ", ran " + books[1]));
    }

    @Property("canary: a late interrupt hits the next body")
    void workerBroken(World world) {
        worker(world, true);
    }

    @Property("canary mended: no interrupt hits the next body")
    void workerMended(World world) {
        worker(world, false);
    }

    private static void worker(World world, boolean broken) {
        Worker worker = new Worker(broken);
        world.spawn(
                "worker",
                () -> worker.run(List.of(world::point, () -> {
                    world.point();
                    world.require(!Thread.currentThread().isInterrupted(), "the second body was hit");
                })));
        world.spawn("canceller", () -> worker.cancel(0));
    }

    @Property("canary: a counter drifts")
    void tallyBroken(World world) {
        tally(world, true);
    }

    @Property("canary mended: no counter drifts")
    void tallyMended(World world) {
        tally(world, false);
    }

    private static void tally(World world, boolean broken) {
        Tally tally = new Tally(broken);
        world.spawn("one", tally::add);
        world.spawn("another", tally::add);
        world.atEnd(() -> world.require(tally.count() == 2, "counted " + tally.count()));
    }
}
