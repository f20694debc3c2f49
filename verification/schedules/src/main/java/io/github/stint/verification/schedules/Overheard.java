package io.github.stint.verification.schedules;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Gives the worlds what their threads log, and nothing of it to the console, and what they die of. */
final class Overheard extends Handler {

    private static final List<World> WORLDS = new CopyOnWriteArrayList<>();

    static {
        Logger root = Logger.getLogger("");
        for (Handler each : root.getHandlers()) {
            root.removeHandler(each);
        }
        root.addHandler(new Overheard());
        Thread.setDefaultUncaughtExceptionHandler(Overheard::dies);
    }

    private Overheard() {}

    /** From now on until it leaves. */
    static void enter(World world) {
        WORLDS.add(world);
    }

    static void leave(World world) {
        WORLDS.remove(world);
    }

    @Override
    public void publish(LogRecord entry) {
        World here = here();
        if (here != null) {
            here.log(entry.getMessage() + (entry.getThrown() == null ? "" : " <- " + entry.getThrown()));
        }
    }

    private static void dies(Thread thread, Throwable error) {
        World here = here();
        if (here != null) {
            here.fail("uncaught in '" + thread.getName() + "': " + error, error);
        }
    }

    private static @Nullable World here() {
        Thread thread = Thread.currentThread();
        return WORLDS.stream().filter(world -> world.owns(thread)).findAny().orElse(null);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
