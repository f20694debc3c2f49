package io.github.stint.verification.schedules;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Gives the worlds what their threads log, and nothing of it to the console. */
final class Logged extends Handler {

    private static final List<World> WORLDS = new CopyOnWriteArrayList<>();

    static {
        Logger root = Logger.getLogger("");
        for (Handler each : root.getHandlers()) {
            root.removeHandler(each);
        }
        root.addHandler(new Logged());
    }

    private Logged() {}

    /** From now on until it leaves. */
    static void enter(World world) {
        WORLDS.add(world);
    }

    static void leave(World world) {
        WORLDS.remove(world);
    }

    @Override
    public void publish(LogRecord entry) {
        Thread thread = Thread.currentThread();
        for (World each : WORLDS) {
            if (each.owns(thread)) {
                each.log(entry.getMessage() + (entry.getThrown() == null ? "" : " <- " + entry.getThrown()));
            }
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
