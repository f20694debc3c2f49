package io.github.stint.examples;

import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs commands of the system, two at a time; one takes too long, and its process ends with its task. */
public final class ProcessesMain {

    private ProcessesMain() {}

    /** Runs them. */
    public static void main(String[] words) throws Exception {
        List<Task<Integer>> commands = new ArrayList<>();
        try (TaskPool pool = TaskPool.open("commands", 2)) {
            for (String command : List.of("true", "false", "sleep 3600")) {
                TaskOptions options = TaskOptions.named(command).timeout(Duration.ofSeconds(1));
                commands.add(pool.submit(options, () -> run(command)));
            }
            for (Task<Integer> command : commands) {
                System.out.println(command.name() + ": " + shown(command.join()));
            }
        }
    }

    private static int run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command.split(" ")).start();
        try {
            return process.waitFor(); // the interrupt of a cancel ends the wait
        } finally {
            process.destroy();
        }
    }

    private static String shown(Outcome<Integer> end) {
        return switch (end) {
            case Success<Integer>(var status) -> "exit status " + status;
            case Failure<Integer>(var error) -> String.valueOf(error.getMessage());
            case Cancelled<Integer>(var why) -> why.toString();
        };
    }
}
