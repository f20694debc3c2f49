package io.github.stint.cli.batch;

import io.github.stint.cli.words.ExitStatus;
import java.util.List;
import java.util.function.Consumer;
import sun.misc.Signal;

/**
 * The signals that ask this program to end.
 *
 * <p>One that we were started to ignore, as {@code nohup} does with HUP, stays ignored.
 */
enum Signals {
    HUP(1),
    INT(2),
    TERM(15);

    private final int number;

    Signals(int number) {
        this.number = number;
    }

    /** The exit status of a program that it ended. */
    int exitStatus() {
        return ExitStatus.SIGNALLED + number;
    }

    /** The name people know it by. */
    String shown() {
        return "SIG" + name();
    }

    /** Calls back whenever this process goes on after it was stopped, as it is by Ctrl-Z. */
    static void onContinue(Runnable listener) {
        Signal.handle(new Signal("CONT"), _ -> listener.run());
    }

    /** Calls back for each of them, from now on, instead of ending the process. */
    static void listen(Consumer<Signals> listener) {
        for (Signals signal : List.of(values())) {
            Signal.handle(new Signal(signal.name()), _ -> listener.accept(signal));
        }
    }
}
