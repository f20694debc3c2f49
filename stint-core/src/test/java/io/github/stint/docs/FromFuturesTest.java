package io.github.stint.docs;

import static io.github.stint.test.Eventually.eventually;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Concurrent;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskPool;
import io.github.stint.Tasks;
import io.github.stint.test.Gate;
import io.github.stint.test.Standstill;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What docs/from-executors.md shows of futures and streams, and that it is true of them. */
class FromFuturesTest {

    record User(String name) {}

    record Cart(int items) {}

    record Page(User user, Cart cart) {}

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Gate hold = new Gate();

    private User user(String id) {
        if (id.equals("bob")) {
            throw new IllegalStateException("no user 'bob'");
        }
        return new User(id);
    }

    private Cart cart(String id) {
        if (id.equals("bob")) {
            hold.passStubbornly();
        }
        return new Cart(3);
    }

    private void log(Object what) {
        told.add(String.valueOf(what));
    }

    @Test
    void twoAtOnce() throws Exception {
        String id = "ada";
        // shown: both-jdk
        CompletableFuture<User> user = CompletableFuture.supplyAsync(() -> user(id));
        CompletableFuture<Cart> cart = CompletableFuture.supplyAsync(() -> cart(id));
        Page page = user.thenCombine(cart, Page::new).join();
        // end
        assertThat(page.cart().items()).isEqualTo(3);
        // shown: both
        Page same = TaskGroup.run(group -> {
            Task<User> first = group.start(() -> user(id));
            Task<Cart> second = group.start(() -> cart(id));
            return new Page(first.await(), second.await());
        });
        // end
        assertThat(same).isEqualTo(page);
        assertThatThrownBy(() ->
                        TaskGroup.run(group -> group.start(() -> user("bob")).await()))
                .isInstanceOf(TaskGroupException.class);
    }

    @Test
    void aFutureThatFailsOrIsCancelledLeavesTheOthersRunning() {
        CompletableFuture<Cart> cart = CompletableFuture.supplyAsync(() -> cart("bob"));
        hold.awaitArrived(1);
        CompletableFuture<User> user = CompletableFuture.failedFuture(new IllegalStateException("no user 'bob'"));
        CompletableFuture<Object> any = CompletableFuture.anyOf(user, cart);
        assertThatThrownBy(any::join).isInstanceOf(CompletionException.class); // the first end, not the first success
        assertThat(cart.isDone()).isFalse();
        cart.cancel(true);
        assertThat(cart.isDone()).isTrue();
        assertThat(hold.interrupts()).isZero();
        hold.open();
        eventually("the body ends", () -> ForkJoinPool.commonPool().getActiveThreadCount() == 0);
    }

    private Cart cartWithPatience(String id) throws InterruptedException {
        if (id.equals("bob")) {
            hold.pass();
        }
        return new Cart(3);
    }

    @Test
    void withALimit() {
        // shown: limit-jdk
        CompletableFuture<Cart> cart = CompletableFuture.supplyAsync(() -> cart("bob"));
        // end
        hold.awaitArrived(1);
        // shown: limit-jdk
        CompletableFuture<Cart> inTime = cart.orTimeout(50, TimeUnit.MILLISECONDS);
        // end
        assertThatThrownBy(inTime::join).hasCauseInstanceOf(TimeoutException.class);
        assertThat(hold.interrupts()).isZero(); // the body goes on
        hold.open();
        eventually("it ends", () -> ForkJoinPool.commonPool().getActiveThreadCount() == 0);
    }

    @Test
    void withALimitThatEndsTheBody() throws Exception {
        try {
            // shown: limit
            Cart cart = Tasks.within(ofMillis(50), () -> cartWithPatience("bob"));
            // end
            log(cart);
        } catch (TimeoutException e) {
            log("too slow");
        }
        assertThat(told).containsExactly("too slow");
        assertThat(hold.interrupts()).isEqualTo(hold.arrived());
    }

    @Test
    void atTheBorder() throws Exception {
        try (TaskPool pool = TaskPool.open("carts", 4)) {
            // shown: border
            Task<Cart> task = pool.submit(() -> cart("ada"));
            CompletableFuture<Cart> future = task.toCompletableFuture(); // out
            Task<Integer> items = pool.submit(() -> future.get().items()); // and in: a body may wait for any future
            // end
            assertThat(items.await()).isEqualTo(3);
        }
    }

    private String fetch(Object url) {
        return "page " + url;
    }

    @Test
    void aParallelStreamIsAsWideAsTheMachine() throws Exception {
        List<Integer> urls = IntStream.range(0, 100).boxed().toList();
        // shown: parallel-jdk
        List<String> pages = urls.parallelStream().map(this::fetch).toList();
        // end
        assertThat(pages).hasSize(100);
        // shown: parallel
        List<String> same = new ArrayList<>();
        Concurrent.map(urls, this::fetch).limit(50).inSourceOrder().forEach(same::add);
        // end
        assertThat(same).isEqualTo(pages);

        int width = ForkJoinPool.getCommonPoolParallelism() + 1;
        Thread reader = Thread.ofPlatform().start(() -> {
            List<Boolean> ignored = IntStream.range(0, 4 * width)
                    .parallel()
                    .mapToObj(i -> held())
                    .toList();
        });
        hold.awaitArrived(1);
        Standstill.await();
        assertThat(hold.mostWaiting()).isLessThanOrEqualTo(width);
        hold.open();
        reader.join();
    }

    private boolean held() {
        hold.passStubbornly();
        return true;
    }

    private String fetchOne(String url) {
        if (url.equals("slow")) {
            hold.passStubbornly();
        }
        told.add(url);
        return "page " + url;
    }

    @Test
    void mapConcurrentWaitsForTheHead() throws Exception {
        List<String> urls = List.of("slow", "a", "b", "c");
        Thread reader = Thread.ofVirtual().start(() -> {
            // shown: gatherer-jdk
            List<String> pages = urls.stream()
                    .gather(Gatherers.mapConcurrent(2, this::fetchOne)) // in the order of the source
                    .toList();
            // end
            assertThat(pages).hasSize(4);
        });
        hold.awaitArrived(1);
        Standstill.await();
        assertThat(told).containsExactly("a"); // "slow" holds back all after the second
        hold.open();
        reader.join();
    }

    @Test
    void ourGathererGivesWhatIsDone() throws Exception {
        List<String> urls = List.of("slow", "a", "b", "c");
        List<String> seen = new CopyOnWriteArrayList<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            // shown: gatherer
            List<String> pages = urls.stream()
                    .gather(Concurrent.gatherer(2, this::fetchOne)) // in the order of completion
                    .toList();
            // end
            seen.addAll(pages);
        });
        eventually("the others are done meanwhile", () -> told.size() == 3);
        hold.open();
        reader.join();
        assertThat(seen).hasSize(4).endsWith("page slow");
    }
}
