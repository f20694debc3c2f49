package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.testing.Race;
import io.github.stint.testing.Race.Heat;
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
}
