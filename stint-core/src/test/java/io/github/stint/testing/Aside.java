package io.github.stint.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.test.Eventually;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Code that runs beside a test, on a thread that belongs to no task.
 *
 * @param <T> what it returns
 */
public final class Aside<T> {

    /** Code without a value. */
    @FunctionalInterface
    public interface Code {

        /** Does it. */
        void run() throws Exception;
    }

    private final Thread thread;
    private T value;
    private Throwable thrown;
    private boolean interrupted;

    private Aside(Callable<? extends T> code) {
        thread = Thread.ofVirtual().name("aside").unstarted(() -> {
            try {
                value = code.call();
            } catch (Throwable e) {
                thrown = e;
            }
            interrupted = Thread.currentThread().isInterrupted();
        });
    }

    /** Starts that. */
    public static <T> Aside<T> call(Callable<? extends T> code) {
        Aside<T> aside = new Aside<>(code);
        aside.thread.start();
        return aside;
    }

    /** Starts that. */
    public static Aside<Void> run(Code code) {
        return call(() -> {
            code.run();
            return null;
        });
    }

    /** Waits until its thread waits. */
    public Aside<T> awaitWaiting() {
        Eventually.waits(thread);
        return this;
    }

    /** Interrupts its thread. */
    public Aside<T> interrupt() {
        thread.interrupt();
        return this;
    }

    /** Whether it is over. */
    public boolean isOver() {
        return !thread.isAlive();
    }

    /** Its value, once it is over. */
    public T value() throws InterruptedException {
        end();
        assertThat(thrown).as("what it threw").isNull();
        return value;
    }

    /** What it threw, once it is over; null if it threw nothing. */
    public Throwable thrown() throws InterruptedException {
        end();
        return thrown;
    }

    /** Whether its thread's interrupt flag was set at its end. */
    public boolean endedInterrupted() throws InterruptedException {
        end();
        return interrupted;
    }

    private void end() throws InterruptedException {
        assertThat(thread.join(Duration.ofSeconds(20))).as("it is over").isTrue();
    }
}
