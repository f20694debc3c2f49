package io.github.stint.verification.scenarios;

import io.github.stint.CancelReason;
import io.github.stint.CancelResult;
import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.spi.TaskListener;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.IdentityHashMap;

/** What listeners of a pool are told. */
final class ListenerScenarios {

    /** Each thing begins when those before it are over, and comes once. */
    private static final class InOrder implements TaskListener {

        private static final class Told {
            private boolean submitted;
            private boolean started;
            private boolean asked;
            private boolean ended;
            private int underWay;
        }

        private final World world;
        private final String cancels;
        private final IdentityHashMap<Task<?>, Told> all = new IdentityHashMap<>();
        private int rejected;
        private int closed;

        InOrder(World world, String cancels) {
            this.world = world;
            this.cancels = cancels;
        }

        @Override
        public void submitted(Task<?> task) {
            Told told = of(task);
            check(!told.submitted && !told.started && !told.ended, "submitted", task);
            during(told, task, "submitted");
            told.submitted = true;
        }

        @Override
        public void started(Task<?> task) {
            Told told = of(task);
            check(told.submitted && !told.started && !told.ended, "started", task);
            told.started = true;
            during(told, task, "started");
        }

        @Override
        public void cancelRequested(Task<?> task, CancelReason why) {
            Told told = of(task);
            check(!told.asked && !told.ended && task.cancelReason().isPresent(), "cancelRequested", task);
            told.asked = true;
            during(told, task, "asked");
        }

        @Override
        public void ended(Task<?> task, Outcome<?> outcome) {
            Told told = of(task);
            check(told.submitted && !told.ended && told.underWay == 0 && task.isDone(), "ended", task);
            told.ended = true;
            world.point();
        }

        @Override
        public void rejected(TaskRejectedException e) {
            rejected++;
        }

        @Override
        public void closed(CloseReport report) {
            closed++;
        }

        private Told of(Task<?> task) {
            return all.computeIfAbsent(task, first -> new Told());
        }

        private void check(boolean inOrder, String what, Task<?> task) {
            world.require(inOrder, "told out of order: " + what + " of " + task);
            world.require(!Thread.currentThread().isInterrupted(), "interrupted when told: " + what);
        }

        private void during(Told told, Task<?> task, String what) {
            told.underWay++;
            world.point();
            if (cancels.equals(what)) {
                CancelResult ignored = task.cancel("x");
            }
            told.underWay--;
        }

        void checkWhole(TaskPool pool) {
            world.require(all.size() == pool.stats().submitted(), "told of so many: " + all.size());
            all.forEach((task, told) -> {
                world.require(told.submitted && told.ended, "not told of the end: " + task);
                boolean cancelled = task.cancelReason()
                        .filter(why -> why.source() == CancelReason.Source.REQUEST)
                        .isPresent();
                world.require(told.asked || !cancelled, "not told of the cancel: " + task);
            });
            world.require(rejected == pool.stats().rejected(), "told of so many refusals: " + rejected);
            world.require(closed == 1, "told of the close so often: " + closed);
        }
    }

    @Property("T15: what listeners are told of a task is in order, each thing once, and the end last")
    void listenersAreToldInOrder(World world) throws Exception {
        InOrder listener = new InOrder(world, world.pickOne("listener cancels", "never", "submitted", "started"));
        TaskPool.Builder builder = TaskPool.builder("p")
                .size(1)
                .queue(1)
                .ticker(new WorldTicker(world))
                .listener(listener);
        TaskPool pool = Pools.open(world, world.pick("reuse") ? builder.reuseThreads() : builder);
        String how = world.pickOne("meanwhile", "cancels both", "cancels all", "closes", "resizes");
        boolean fails = world.pick("starts fail", 0, 0, 30) > 0;
        world.spawn("submitter", () -> {
            for (int i = 0; i < 2; i++) {
                try {
                    pool.submit(() -> {
                        world.point();
                        return 1;
                    });
                } catch (TaskRejectedException e) {
                    world.require(how.equals("closes"), "refused: " + e);
                }
            }
        });
        world.spawn("other", () -> {
            world.points(world.pick("late", 0, 3));
            switch (how) {
                case "cancels both" -> {
                    pool.cancel(1, "x");
                    pool.cancel(2, "x");
                }
                case "cancels all" -> pool.cancelAll("x");
                case "closes" -> pool.shutdown(Shutdown.now());
                default -> {
                    pool.resize(0);
                    pool.resize(1);
                }
            }
        });
        if (fails) {
            world.failStarts(30);
        }
        world.atQuiet(pool::close);
        world.atEnd(() -> listener.checkWhole(pool));
    }
}
