package io.github.stint.bench.docs;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.Tasks;
import io.github.stint.spi.ContextPropagator;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.FailedException;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;
import org.junit.jupiter.api.Test;

/** What docs/from-executors.md shows of structured task scopes, and that it is true of them. */
class FromStructuredTaskScopeTest {

    private static final ScopedValue<String> TENANT = ScopedValue.newInstance();

    record User(String name) {}

    record Cart(int items) {}

    record Page(User user, Cart cart) {}

    private final CountDownLatch never = new CountDownLatch(1);

    private User user(String id) throws IOException {
        if (id.equals("bob")) {
            throw new IOException("no user 'bob'");
        }
        return new User(id);
    }

    private Cart cart(String id) throws InterruptedException {
        if (id.equals("bob")) {
            never.await();
        }
        return new Cart(3);
    }

    // shown: scope-jdk
    Page pageInScope(String id) throws InterruptedException {
        try (var scope = StructuredTaskScope.open()) {
            Subtask<User> user = scope.fork(() -> user(id));
            Subtask<Cart> cart = scope.fork(() -> cart(id));
            scope.join(); // or FailedException
            return new Page(user.get(), cart.get());
        }
    }
    // end

    // shown: scope
    Page page(String id) throws InterruptedException {
        return TaskGroup.run(group -> {
            Task<User> user = group.start(() -> user(id));
            Task<Cart> cart = group.start(() -> cart(id));
            return new Page(user.await(), cart.await()); // or TaskGroupException
        });
    }
    // end

    @Test
    void aBlockOfTasks() throws Exception {
        assertThat(pageInScope("ada")).isEqualTo(page("ada"));
        assertThatThrownBy(() -> pageInScope("bob"))
                .isInstanceOf(FailedException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> page("bob")).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void theFirstSuccess() throws Exception {
        // shown: first-jdk
        User first;
        try (var scope = StructuredTaskScope.open(
                Joiner.<User>anySuccessfulResultOrThrow(), config -> config.withTimeout(ofSeconds(20)))) {
            scope.fork(() -> user("bob"));
            scope.fork(() -> user("ada"));
            first = scope.join();
        }
        // end
        assertThat(first.name()).isEqualTo("ada");
        // shown: first
        User same = Tasks.within(ofSeconds(20), () -> Tasks.race(() -> user("bob"), () -> user("ada")));
        // end
        assertThat(same).isEqualTo(first);
    }

    @Test
    void onlyTheOwnerForks() throws Exception {
        try (var scope = StructuredTaskScope.open(Joiner.awaitAll())) {
            Subtask<Object> forks = scope.fork(() -> scope.fork(() -> user("ada")));
            scope.join();
            assertThat(forks.exception()).isInstanceOf(WrongThreadException.class);
        }
        String found = TaskGroup.run(group -> {
            Task<Task<User>> starts = group.start(() -> group.start(() -> user("ada")));
            return starts.await().await().name();
        });
        assertThat(found).isEqualTo("ada");
    }

    @Test
    void scopedValuesAreInheritedThereAndNamedHere() throws Exception {
        ScopedValue.where(TENANT, "acme").call(() -> {
            try (var scope = StructuredTaskScope.open()) {
                Subtask<String> tenant = scope.fork(TENANT::get);
                scope.join();
                assertThat(tenant.get()).isEqualTo("acme");
            }
            // shown: context
            TaskGroup.builder().context(ContextPropagator.scopedValues(TENANT)).run(group -> {
                Task<String> tenant = group.start(() -> TENANT.get());
                return tenant.await();
            });
            // end
            assertThat(Tasks.gatherOutcomes(() -> TENANT.get()))
                    .singleElement()
                    .satisfies(it -> assertThat(it.isSuccess()).isFalse());
            return List.of();
        });
    }
}
