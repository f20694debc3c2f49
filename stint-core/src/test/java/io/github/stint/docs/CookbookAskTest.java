package io.github.stint.docs;

import static io.github.stint.test.Eventually.eventually;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RateLimiter;
import dev.failsafe.RetryPolicy;
import io.github.stint.Concurrent;
import io.github.stint.OnFailure;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskPool;
import io.github.stint.Tasks;
import io.github.stint.Until;
import io.github.stint.Waited;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** What docs/cookbook.md shows of asking many. */
class CookbookAskTest {

    record Quote(String shop, int cents) {}

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Gate hold = new Gate();
    private final AtomicInteger calls = new AtomicInteger();

    private Quote ask(String shop) throws IOException, InterruptedException {
        if (shop.equals("slow")) {
            hold.pass();
        }
        if (shop.equals("down")) {
            throw new IOException("no answer");
        }
        return new Quote(shop, 1_200);
    }

    // shown: deadline
    List<Quote> quotes(List<String> shops) throws InterruptedException {
        try (var group = TaskGroup.builder().onFailure(OnFailure.CONTINUE).open()) {
            List<Task<Quote>> asked = new ArrayList<>();
            for (String shop : shops) {
                asked.add(group.start(shop, () -> ask(shop)));
            }
            Waited<Task<Quote>> inTime = Tasks.await(asked, Until.ALL_DONE, ofMillis(300));

            List<Quote> quotes = new ArrayList<>();
            for (Task<Quote> task : inTime.done()) {
                switch (task.outcome().orElseThrow()) {
                    case Success<Quote>(Quote quote) -> quotes.add(quote);
                    case Failure<Quote>(Throwable error) -> log(task.name() + ": " + error.getMessage());
                    case Cancelled<Quote>(var why) -> log(task.name() + ": " + why);
                }
            }
            return quotes;
        } // who has not answered is cancelled, and waited for
    }
    // end

    private void log(Object what) {
        told.add(String.valueOf(what));
    }

    @Test
    void whoAnswersInTimeIsHeard() throws Exception {
        VirtualTicker time = VirtualTicker.autojump();
        try (LogCapture log = LogCapture.of("io.github.stint.TaskGroup");
                TaskPool pages = TaskPool.builder("pages").size(1).ticker(time).open()) {
            Task<List<Quote>> quotes = pages.submit(() -> quotes(List.of("acme", "slow", "down")));
            assertThat(quotes.await()).containsExactly(new Quote("acme", 1_200));
            assertThat(log.records()).extracting(LogRecord::getMessage).isEmpty();
        }
        assertThat(told).singleElement().asString().endsWith("/down#3: no answer");
        assertThat(hold.interrupts()).isEqualTo(1);
    }

    private String get(int id) throws IOException {
        if (id == 13) {
            throw new IOException("503");
        }
        if (calls.incrementAndGet() == 2) {
            throw new IOException("connection reset");
        }
        return "customer " + id;
    }

    private void store(String customer) {
        told.add(customer);
    }

    // shown: client
    /** Ten calls a second, at most; what goes wrong on the way is tried again. */
    private final FailsafeExecutor<Object> policy = Failsafe.with(
            RetryPolicy.builder()
                    .handle(IOException.class)
                    .withBackoff(ofMillis(10), ofSeconds(1))
                    .withJitter(0.2)
                    .withMaxRetries(3)
                    .build(),
            RateLimiter.smoothBuilder(10, ofSeconds(1))
                    .withMaxWaitTime(ofSeconds(30))
                    .build());
    // end

    @Test
    void callsAreTriedAgainAtARate() throws Exception {
        List<Integer> ids = List.of(1, 2, 3, 13);
        // shown: calls
        try (var customers =
                Concurrent.map(ids, id -> policy.get(() -> get(id))).limit(4).outcomes()) {
            for (Outcome<String> customer : customers) {
                switch (customer) {
                    case Success<String>(String text) -> store(text);
                    case Failure<String>(Throwable error) -> log("given up: " + error.getMessage());
                    case Cancelled<String>(var why) -> log("not asked: " + why);
                }
            }
        }
        // end
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "customer 1", "customer 2", "customer 3", "given up: java.io.IOException: 503");
        assertThat(calls).hasValue(4);
    }

    @Test
    void aCancelEndsThePausesToo() throws Exception {
        RetryPolicy<Object> patient =
                RetryPolicy.builder().withDelay(ofSeconds(60)).build();
        try (TaskPool pool = TaskPool.open("api", 1)) {
            Task<String> task = pool.submit(() -> Failsafe.with(patient).get(() -> {
                calls.incrementAndGet();
                throw new IOException("503");
            }));
            eventually("it has been asked once", () -> calls.get() == 1);
            task.cancel("not needed");
            assertThat(task.join()).isInstanceOf(Cancelled.class);
            assertThat(calls).hasValue(1);
        }
    }
}
