package io.github.stint.verification.schedules;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** The threads and the clock of a world, as woven code finds them. */
final class WorldMachine implements Machine {

    /** After so many rests with no point between them it is a loop that waits for something that is not woven. */
    private static final int RESTS_OF_A_LOOP = 1_000;

    private final World world;
    private final Carrier carrier;
    private final Order order;
    private final Random random;
    private final boolean wakesForNoReason;
    private final List<Thread> napping = new ArrayList<>();
    private int points;

    WorldMachine(World world, Carrier carrier, Order order, Random random) {
        this.world = world;
        this.carrier = carrier;
        this.order = order;
        this.random = random;
        this.wakesForNoReason = random.nextInt(8) == 0;
    }

    /** How many possible stops of woven code it came to. */
    int points() {
        return points;
    }

    /** Whether somebody napped, who now goes on. */
    boolean wakeNapping() {
        if (napping.isEmpty()) {
            return false;
        }
        List.copyOf(napping).forEach(LockSupport::unpark);
        return true;
    }

    @Override
    public void point() {
        points++;
        world.point();
    }

    @Override
    public void spin() {
        Strand me = carrier.current();
        if (me == null) {
            World.stop();
            return;
        }
        world.count();
        if (order.spins(me, carrier.ready())) {
            world.tellHere("spins");
            World.stop();
        }
    }

    /** Who has looked at nothing since he last let others go on does not do so again: it would be for nothing. */
    @Override
    public void rest() {
        Strand me = carrier.current();
        if (me == null || me.rests++ % RESTS_OF_A_LOOP == 0) {
            spin();
        }
    }

    /** In an unfair order it lasts until nothing else can go on. */
    @Override
    public void nap() {
        if (carrier.current() == null || !order.isUnfair()) {
            spin();
            return;
        }
        world.count();
        world.tellHere("naps");
        Thread me = Thread.currentThread();
        napping.add(me);
        LockSupport.park();
        napping.remove(me);
    }

    @Override
    public void park(Object blocker) {
        world.point();
        if (wakesForNoReason && random.nextInt(16) == 0) {
            world.tellHere("would park, and is woken for no reason");
            return;
        }
        world.tellHere("parks");
        LockSupport.park(blocker);
    }

    @Override
    public void parkNanos(Object blocker, long nanos) {
        world.parkUntil(blocker, world.now() + nanos);
    }

    @Override
    public long nanoTime() {
        return world.now();
    }

    @Override
    public void start(Thread thread) {
        world.start(thread);
        world.point();
    }
}
