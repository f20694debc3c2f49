package io.github.stint.soak.load;

import io.github.stint.soak.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the actors of all parts, each on a thread of its own, every other one on a virtual thread. Can be brought to rest: no
 * step is under way and no task lives.
 */
public final class Load {

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Accounts accounts;
    private final List<Part> parts;
    private final Gate gate = new Gate();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** A load of those parts, which write their books there. */
    public Load(Accounts accounts, List<Part> parts) {
        this.accounts = accounts;
        this.parts = List.copyOf(parts);
    }

    /** Begins. */
    public void start() {
        for (Part part : parts) {
            for (Actor actor : part.actors()) {
                boolean virtual = threads.size() % 2 == 0;
                Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
                threads.add(builder.name("soak " + actor.name()).start(() -> act(actor)));
            }
        }
    }

    private void act(Actor actor) {
        try {
            while (!over) {
                gate.enter();
                try {
                    if (!over) {
                        actor.step().run();
                    }
                } finally {
                    gate.leave();
                }
            }
        } catch (Exception | Error e) {
            accounts.surprise(actor.name() + ": " + e + at(e));
        }
    }

    private static String at(Throwable e) {
        return e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
    }

    /** Brings everything to rest; false if that did not come about, which is a surprise. */
    public boolean rest() throws InterruptedException {
        gate.shut();
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean empty;
        do {
            parts.forEach(Part::relax);
            empty = gate.awaitEmpty(LOOK_AGAIN_AFTER);
        } while (!empty && System.nanoTime() - end < 0);
        if (!empty) {
            accounts.surprise("a step did not end within " + PATIENCE);
            return false;
        }
        parts.forEach(Part::relax);
        boolean atRest = true;
        for (Part part : parts) {
            if (!part.rest(PATIENCE)) {
                accounts.surprise(part + " did not come to rest within " + PATIENCE);
                atRest = false;
            }
        }
        return atRest;
    }

    /** Goes on after a rest. */
    public void goOn() {
        gate.open();
    }

    /** Ends everything, closes what is open, and tells what had to be looked at before. */
    public List<Check> end() throws InterruptedException {
        boolean atRest = rest();
        over = true;
        goOn();
        for (Thread thread : threads) {
            if (!thread.join(atRest ? PATIENCE : Duration.ofSeconds(1))) {
                accounts.surprise("'" + thread.getName() + "' did not end");
            }
        }
        List<Check> checks = new ArrayList<>();
        for (Part part : parts) {
            if (atRest) {
                checks.addAll(part.checksBeforeTheEnd());
            }
            part.close();
        }
        return checks;
    }
}
