package io.github.stint.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Concurrent;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskOwner;
import io.github.stint.TaskPool;
import io.github.stint.test.Gate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/guide.md shows of results as they come. */
class GuideConcurrentTest {

    private final List<String> told = new ArrayList<>();
    private final Gate hold = new Gate();
    private final List<String> urls = List.of("a", "found", "slow");

    private String fetch(Object url) throws IOException, InterruptedException {
        if (url.equals("bad")) {
            throw new IOException("404");
        }
        if (url.equals("slow")) {
            hold.pass();
        }
        return "page " + url;
    }

    private void store(String page) {
        told.add(page);
    }

    @Test
    void theShortForm() throws Exception {
        hold.open();
        // shown: for-each
        Concurrent.map(urls, this::fetch).limit(10).forEach(this::store); // store runs on this thread
        // end
        assertThat(told).containsExactlyInAnyOrder("page a", "page found", "page slow");
    }

    @Test
    void leavingTheBlockCancelsTheRest() {
        // shown: results
        try (var pages = Concurrent.map(urls, this::fetch).limit(10).results()) {
            for (String page : pages) { // in the order in which they are done; the first failure is thrown
                if (page.contains("found")) {
                    store(page);
                    break;
                }
            }
        } // cancels what still runs, and waits for it
        // end
        assertThat(told).containsExactly("page found");
        assertThat(TaskOwner.allOpen()).isEmpty();
    }

    @Test
    void outcomesAreData() {
        List<String> some = List.of("a", "bad");
        // shown: outcomes
        try (var pages = Concurrent.map(some, this::fetch).inSourceOrder().outcomes()) {
            for (Outcome<String> page : pages) {
                store(
                        switch (page) {
                            case Success<String>(String text) -> text;
                            case Failure<String>(Throwable error) -> "failed: " + error.getMessage();
                            case Cancelled<String>(var why) -> "cancelled: " + why;
                        });
            }
        }
        // end
        assertThat(told).containsExactly("page a", "failed: 404");
        assertThatThrownBy(() -> Concurrent.map(some, this::fetch).forEach(page -> {}))
                .isInstanceOf(TaskFailedException.class);
    }

    @Test
    void aStepOfAStream() {
        // shown: gatherer
        List<String> five = Stream.iterate(1, number -> number + 1) // may be endless
                .gather(Concurrent.gatherer(10, this::fetch))
                .filter(page -> !page.isEmpty())
                .limit(5)
                .toList();
        // end
        assertThat(five).hasSize(5);
    }

    @Test
    void aStreamOfAPoolHasItsSlots() throws Exception {
        hold.open();
        try (var pool = TaskPool.open("crawler", 20)) {
            // shown: pool-stream
            try (var pages = pool.stream("frontier", urls, 4, this::fetch)) { // 4 of the pool's 20
                pages.forEach(this::store);
            }
            // end
        }
        assertThat(told).hasSize(3);
    }
}
