package io.github.stint.examples;

import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/** Asks three shops for a price: all of them, as data, the first, and one in time. */
public final class GatherMain {

    private static final Duration LONG = Duration.ofHours(1);

    private GatherMain() {}

    /** Asks them. */
    public static void main(String[] words) throws Exception {
        List<Integer> all = Tasks.gather(() -> 120, () -> 99, () -> 105);
        System.out.println("all: " + all);

        List<Callable<Integer>> asks = List.of(() -> 120, () -> {
            throw new IOException("closed today");
        });
        for (Outcome<Integer> outcome : Tasks.gatherOutcomes(asks)) {
            System.out.println(
                    switch (outcome) {
                        case Success<Integer>(var cents) -> "as data: " + cents;
                        case Failure<Integer>(var error) -> "as data: no answer, " + error.getMessage();
                        case Cancelled<Integer>(var why) -> "as data: not asked, " + why;
                    });
        }

        System.out.println("the first: " + Tasks.<Integer>race(GatherMain::slow, () -> 99));

        try {
            System.out.println(Tasks.<Integer>within(Duration.ofMillis(50), GatherMain::slow));
        } catch (TimeoutException e) {
            System.out.println("in time: " + e.getMessage());
        }
    }

    private static int slow() throws InterruptedException {
        Tasks.sleep(LONG);
        return 105;
    }
}
