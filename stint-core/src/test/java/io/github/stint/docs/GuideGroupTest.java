package io.github.stint.docs;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.OnFailure;
import io.github.stint.Outcome;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskOwner;
import io.github.stint.Tasks;
import io.github.stint.test.Gate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What docs/guide.md shows of groups. */
class GuideGroupTest {

    record User(String name) {}

    record Cart(int items) {}

    record Page(User user, Cart cart) {}

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Gate hold = new Gate();

    private User user(String id) throws InterruptedException {
        if (id.equals("bob")) {
            hold.pass();
        }
        return new User(id);
    }

    private Cart cart(String id) throws IOException {
        if (id.equals("bob")) {
            hold.awaitArrived(1);
            throw new IOException("no cart of 'bob'");
        }
        return new Cart(3);
    }

    private void log(Object what) {
        told.add(what.toString());
    }

    // shown: run
    Page page(String id) throws InterruptedException {
        return TaskGroup.run(group -> {
            Task<User> user = group.start(() -> user(id));
            Task<Cart> cart = group.start(() -> cart(id));
            return new Page(user.await(), cart.await());
        }); // nothing of it runs after this line
    }
    // end

    @Test
    void aBlockReturnsWhenItsTasksHaveEnded() throws Exception {
        assertThat(page("ada")).isEqualTo(new Page(new User("ada"), new Cart(3)));
        assertThatThrownBy(() -> page("bob")).isInstanceOf(TaskGroupException.class);
        assertThat(hold.interrupts()).isEqualTo(1);
        assertThat(TaskOwner.allOpen()).isEmpty();
    }

    // shown: named
    Page pageInTime(String id) throws IOException, InterruptedException {
        try {
            return TaskGroup.builder().name("page").timeout(ofSeconds(10)).run(group -> {
                Task<User> user = group.start("user", () -> user(id));
                Task<Cart> cart = group.start("cart", () -> cart(id));
                return new Page(user.await(), cart.await());
            });
        } catch (TaskGroupException e) {
            log(e.getMessage());
            throw e.throwCauseIf(IOException.class); // the checked one back, if it was that
        }
    }
    // end

    @Test
    void theCheckedExceptionComesBack() throws Exception {
        assertThat(pageInTime("ada").cart().items()).isEqualTo(3);
        assertThatThrownBy(() -> pageInTime("bob")).isInstanceOf(IOException.class);
        // shown: failed
        String seen = """
            group 'page' failed: 1 of 2 tasks failed, first: task 'page/cart#2' failed: java.io.IOException: no cart of 'bob'
            """;
        // end
        assertThat(told).containsExactly(seen.strip());
    }

    private String fetch(String url) throws IOException {
        if (url.startsWith("bad")) {
            throw new IOException("404");
        }
        return "page " + url;
    }

    private void store(String page) {
        told.add(page);
    }

    @Test
    void theOthersGoOnIfThatIsSaid() throws Exception {
        List<String> urls = List.of("a", "bad", "b");
        // shown: continue
        try (var group =
                TaskGroup.builder().limit(4).onFailure(OnFailure.CONTINUE).open()) {
            for (String url : urls) {
                group.start(url, () -> store(fetch(url))); // at most 4 run, the others are queued
            }
            group.join();
        } catch (TaskGroupException e) { // all have ended, and some have failed
            e.failures().forEach(failure -> log(failure.getMessage()));
        }
        // end
        assertThat(told).hasSize(3).contains("page a", "page b");
        assertThat(told.getLast()).endsWith("/bad#2' failed: java.io.IOException: 404");
    }

    private String read(String replica) throws InterruptedException {
        if (replica.equals("slow")) {
            hold.pass();
        }
        return "42 of " + replica;
    }

    @Test
    void aTaskThatFailsBeforeTheNextIsStartedFailsTheGroup() {
        assertThatThrownBy(() -> TaskGroup.run(group -> {
                    Outcome<String> ended = group.start(() -> fetch("bad")).join();
                    return ended + group.start(() -> fetch("a")).await();
                }))
                .isInstanceOf(TaskGroupException.class);
        assertThatThrownBy(() -> {
                    try (var group = TaskGroup.open()) {
                        group.start(() -> fetch("bad")).join();
                        group.start(() -> fetch("a"));
                    }
                })
                .isInstanceOf(TaskGroupException.class);
    }

    @Test
    void aGroupMayEndEarly() throws Exception {
        List<String> replicas = List.of("slow", "north", "south");
        // shown: enough
        List<String> two = TaskGroup.run(group -> {
            List<Task<String>> asked = new ArrayList<>();
            for (String replica : replicas) {
                asked.add(group.start(replica, () -> read(replica)));
            }
            List<String> first =
                    Tasks.asCompleted(asked).limit(2).map(Task::result).toList();
            group.cancel("two are enough"); // ends the others, and is no error
            return first;
        });
        // end
        assertThat(two).containsExactlyInAnyOrder("42 of north", "42 of south");
    }
}
