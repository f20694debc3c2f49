package io.github.stint.cli.job;

import io.github.stint.cli.spool.Tail;
import java.util.function.Supplier;

/** A job whose command runs, for one that looks on. */
public final class RunningJob {

    private final long place;
    private final long begin;
    private final Supplier<String> command;
    private final Tail tail = new Tail();

    /** One that begins at that {@link System#nanoTime}. */
    public RunningJob(long place, long beginNanos, Supplier<String> command) {
        this.place = place;
        this.begin = beginNanos;
        this.command = command;
    }

    /** Its number, from 1. */
    public long place() {
        return place;
    }

    /** How long it has run, at that {@link System#nanoTime}. */
    public long nanosUntil(long now) {
        return now - begin;
    }

    /** The command, raw, as a person would type it. */
    public String command() {
        return command.get();
    }

    /** The end of what it wrote to either output so far. */
    public byte[] lastOutput() {
        return tail.bytes();
    }

    /** Where what it writes is to be noted. */
    public Tail tail() {
        return tail;
    }
}
