package io.github.stint.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Concurrent;
import io.github.stint.Fn;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.SourceFailedException;
import io.github.stint.TaskFailedException;
import io.github.stint.test.Gate;
import io.github.stint.testing.CountedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/from-asyncio.md shows beside aio.core's concurrent. */
class FromConcurrentTest {

    private final List<String> stored = new ArrayList<>();
    private final Gate hold = new Gate();
    private final AtomicInteger interrupted = new AtomicInteger();

    private String fetch(String url) throws IOException {
        if (url.equals("bad")) {
            throw new IOException("not found");
        }
        return "page " + url;
    }

    private void store(String page) {
        stored.add(page);
    }

    private void log(Object what) {
        stored.add(what.toString());
    }

    @Test
    @SuppressWarnings("StreamResourceLeak") // the stream is closed at its end, as the comment beside it says
    void theSourceIsAnythingWithElements(@TempDir Path folder) throws Exception {
        List<String> urls = List.of("a", "b");
        Iterator<String> more = List.of("c").iterator();
        Path file = Files.write(folder.resolve("urls.txt"), List.of("d", "e"));
        // shown: source
        Concurrent.map(urls, this::fetch).forEach(this::store); // an Iterable
        Concurrent.map(more, this::fetch).forEach(this::store); // an Iterator
        Concurrent.map(Files.lines(file), this::fetch).forEach(this::store); // a Stream, closed at the end
        // end
        assertThat(stored).containsExactlyInAnyOrder("page a", "page b", "page c", "page d", "page e");
    }

    @Test
    void theDefaultLimitComesFromTheProcessors() throws Exception {
        List<String> urls = List.of("a", "b");
        // shown: limit
        Concurrent.map(urls, this::fetch).limit(8).forEach(this::store);
        int otherwise = Concurrent.defaultLimit(); // processors + 4, at most 32
        // end
        assertThat(stored).hasSize(2);
        assertThat(otherwise).isEqualTo(Math.min(32, Runtime.getRuntime().availableProcessors() + 4));
        assertThatThrownBy(() -> Concurrent.map(urls, this::fetch).limit(-2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unlimitedIsSaid() throws Exception {
        List<Integer> urls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            urls.add(i);
        }
        CountDownLatch all = new CountDownLatch(urls.size());
        Fn<Integer, String> fetch = url -> {
            all.countDown();
            all.await();
            return "page " + url;
        };
        // shown: unlimited
        Concurrent.map(urls, fetch).unlimited().forEach(this::store);
        // end
        assertThat(stored).hasSize(100);
    }

    @Test
    void anEndlessSourceIsReadNoFasterThanTheResults() throws Exception {
        CountedSource urls = CountedSource.endless();
        // shown: lazy
        try (var pages = Concurrent.map(urls, url -> "page " + url).limit(4).results()) {
            for (String page : pages) {
                // end
                store(page);
                // shown: lazy
                if (page.equals("page 9")) {
                    break; // what still runs is cancelled and has ended when the block is left
                }
            }
        }
        // end
        assertThat(urls.pulled()).isLessThanOrEqualTo(stored.size() + 4 + 4 + 1);
    }

    @Test
    void resultsComeAsTheyEndOrInOrder() throws Exception {
        CountDownLatch secondIsOut = new CountDownLatch(1);
        List<String> urls = List.of("slow", "quick");
        Fn<String, String> fetch = url -> {
            if (url.equals("slow")) {
                secondIsOut.await();
            }
            return url;
        };
        // shown: order
        try (var pages = Concurrent.map(urls, fetch).results()) { // as they end
            for (String page : pages) {
                store(page);
                // end
                secondIsOut.countDown();
                // shown: order
            }
        }
        Concurrent.map(urls, fetch).inSourceOrder().forEach(this::store); // as they were given
        // end
        assertThat(stored).containsExactly("quick", "slow", "slow", "quick");
    }

    @Test
    void anErrorOfTheSourceComesOutWhateverWasChosen() {
        CountedSource urls = new CountedSource(3) {
            @Override
            protected void beforeNext(int element) {
                if (element == 2) {
                    throw new IllegalStateException("connection lost");
                }
            }
        };
        // shown: source-fails
        try (var outcomes = Concurrent.map(urls, url -> "page " + url).outcomes()) {
            outcomes.forEach(outcome -> log(outcome)); // those that were there come first
        } catch (SourceFailedException e) {
            log(e.getCause()); // what the source threw, untouched
        }
        // end
        assertThat(stored).endsWith("java.lang.IllegalStateException: connection lost");
    }

    @Test
    void anElementThatCannotBeRunIsAFailureOfThatElement() {
        List<Outcome<String>> read = new ArrayList<>();
        // shown: bad-element
        List<Callable<String>> bodies = Arrays.asList(() -> fetch("a"), null);
        try (var outcomes = Concurrent.map(bodies, Callable::call).outcomes()) {
            outcomes.forEach(read::add); // a Success, and a Failure of NullPointerException
        }
        // end
        assertThat(read)
                .hasSize(2)
                .contains(new Success<>("page a"))
                .anyMatch(it -> it instanceof Failure<String>(NullPointerException e));
    }

    @Test
    void errorsAreThrownOrYielded() {
        List<String> urls = List.of("a", "bad", "b");
        // shown: errors
        try (var outcomes = Concurrent.map(urls, this::fetch).outcomes()) { // yield_exceptions=True
            for (Outcome<String> outcome : outcomes) {
                switch (outcome) {
                    case Success(String page) -> store(page);
                    case Failure(Throwable error) -> log(error);
                    case Cancelled(var why) -> log(why);
                }
            }
        }
        try (var pages = Concurrent.map(urls, this::fetch).results()) { // the first one is thrown
            pages.forEach(this::store);
        } catch (TaskFailedException e) {
            log(e.getCause());
        }
        // end
        String error = "java.io.IOException: not found";
        assertThat(stored.subList(0, 3)).containsExactlyInAnyOrder("page a", "page b", error);
        assertThat(stored.getLast()).isEqualTo(error);
    }

    private String fetchPage(int url) throws InterruptedException {
        if (url > 0) {
            try {
                hold.pass();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            }
        }
        return "page " + url;
    }

    @Test
    void leavingCancelsWhatRunsAndClosesTheSource() {
        CountedSource numbers = CountedSource.endless();
        // shown: close
        try (var pages = Concurrent.map(numbers, this::fetchPage).limit(4).results()) {
            store(pages.iterator().next());
        } // nothing of it runs any more, nothing more is read, the source is closed if it can be
        // end
        assertThat(stored).containsExactly("page 0");
        assertThat(numbers.closed()).isEqualTo(1);
        assertThat(interrupted.get()).isEqualTo(hold.arrived());
    }
}
