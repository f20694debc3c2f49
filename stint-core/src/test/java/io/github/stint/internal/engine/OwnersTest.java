package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.testing.Race;
import io.github.stint.testing.Race.Heat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OwnersTest {

    @Test
    void theSecondOpenOwnerOfANameShowsAsItsSecond() {
        assertThat(Owners.claim("owners-a")).isEqualTo("owners-a");
        assertThat(Owners.claim("owners-a")).isEqualTo("owners-a~2");
        assertThat(Owners.claim("owners-a")).isEqualTo("owners-a~3");
        Owners.release("owners-a~2");
        assertThat(Owners.claim("owners-a")).isEqualTo("owners-a~2");
        List.of("owners-a", "owners-a~2", "owners-a~3").forEach(Owners::release);
    }

    @Test
    void aClosedOwnersNameIsFree() {
        assertThat(Owners.claim("owners-b")).isEqualTo("owners-b");
        Owners.release("owners-b");
        assertThat(Owners.claim("owners-b")).isEqualTo("owners-b");
        Owners.release("owners-b");
    }

    @Test
    void aNameThatLooksLikeASecondOneIsNotGivenTwice() {
        assertThat(Owners.claim("owners-c~2")).isEqualTo("owners-c~2");
        assertThat(Owners.claim("owners-c")).isEqualTo("owners-c");
        assertThat(Owners.claim("owners-c")).isEqualTo("owners-c~3");
        List.of("owners-c", "owners-c~2", "owners-c~3").forEach(Owners::release);
    }

    @Test
    void whoClaimsAtTheSameMomentGetsAnotherName() {
        AtomicInteger number = new AtomicInteger();
        Race.run(5_000, () -> {
            String name = "owners-race-" + number.incrementAndGet();
            Set<String> given = ConcurrentHashMap.newKeySet();
            Runnable claim = () -> given.add(Owners.claim(name));
            return Heat.of(claim, claim, () -> {
                assertThat(given).containsExactlyInAnyOrder(name, name + "~2");
                given.forEach(Owners::release);
            });
        });
    }

    @Test
    void unnamedOnesAreNumbered() {
        String one = Owners.unnamed("kind");
        String other = Owners.unnamed("kind");
        assertThat(one).startsWith("kind-").isNotEqualTo(other);
    }

    @Test
    void theTasksOfAllThatAreOpenAreFoundTheFirstOpenedFirst() throws Exception {
        try (TaskPool one = TaskPool.builder("owners-one").size(1).open();
                TaskPool other = TaskPool.builder("owners-other").size(1).open();
                Gate hold = new Gate()) {
            Task<?> second = other.submit(hold::pass);
            Task<?> first = one.submit(hold::pass);
            hold.awaitArrived(2);
            assertThat(Owners.open()).containsSubsequence(one, other);
            List<Task<?>> found = new ArrayList<>();
            Eventually.eventually("no lock is held", () -> {
                found.clear();
                found.addAll(Owners.tasksAtOnce());
                return found.contains(first) && found.contains(second);
            });
            assertThat(found).containsSubsequence(first, second);
        }
    }

    @Test
    void oneThatIsClosedIsNotFoundAndItsNameIsFree() throws Exception {
        TaskPool pool = TaskPool.builder("owners-closed").size(1).open();
        assertThat(Owners.open()).contains(pool);
        pool.close();
        assertThat(Owners.open()).doesNotContain(pool);
        assertThat(Owners.claim("owners-closed")).isEqualTo("owners-closed");
        Owners.release("owners-closed");
    }
}
