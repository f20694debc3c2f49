package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.testing.Race;
import io.github.stint.testing.Race.Heat;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ObservedTest {

    private static final int ROUNDS = 20_000;

    @Test
    void observersComeOutInTheOrderInWhichTheyCame() {
        Observer first = new One();
        Stack stack = new Stack(first);
        Observer second = new One();
        Observer third = new One();
        assertThat(stack.observe(second)).isTrue();
        assertThat(stack.observe(third)).isTrue();

        assertThat(stack.closeObservers()).containsExactly(first, second, third);
    }

    @Test
    void withoutObserversNobodyComesOut() {
        assertThat(new Stack(null).closeObservers()).isEmpty();
    }

    @Test
    void afterTheEndNobodyIsAdded() {
        Stack stack = new Stack(null);
        stack.closeObservers();

        assertThat(stack.observe(new One())).isFalse();
    }

    @Test
    void theForgottenOnesDoNotComeOutAndTheOthersKeepTheirOrder() {
        List<Observer> all = new ArrayList<>();
        Stack stack = new Stack(null);
        for (int i = 0; i < 7; i++) {
            Observer one = new One();
            all.add(one);
            stack.observe(one);
        }
        stack.forget(all.get(6));
        stack.forget(all.get(0));
        stack.forget(all.get(3));
        stack.forget(all.get(4));

        assertThat(stack.closeObservers()).containsExactly(all.get(1), all.get(2), all.get(5));
    }

    @Test
    void forgettingAfterTheEndDoesNothing() {
        Observer one = new One();
        Stack stack = new Stack(one);
        stack.closeObservers();
        stack.forget(one);

        assertThat(stack.observe(new One())).isFalse();
    }

    @Test
    void observeAndCloseRacingTheObserverIsCalledOrRefused() {
        Race.run(ROUNDS, () -> {
            Stack stack = new Stack(new One());
            Observer newcomer = new One();
            boolean[] added = {false};
            List<Observer> called = new ArrayList<>();
            return Heat.of(
                    () -> added[0] = stack.observe(newcomer),
                    () -> called.addAll(List.of(stack.closeObservers())),
                    () -> assertThat(called.contains(newcomer)).as("called").isEqualTo(added[0]));
        });
    }

    @Test
    void whoStaysIsCalledOnceHoweverManyAreForgottenMeanwhile() {
        SplittableRandom random = new SplittableRandom(7);
        Race.run(ROUNDS, () -> {
            Stack stack = new Stack(null);
            List<Observer> staying = new ArrayList<>();
            List<Observer> going = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Observer observer = new One();
                stack.observe(observer);
                (i == 0 || random.nextInt(3) == 0 ? staying : going).add(observer);
            }
            List<Observer> called = new ArrayList<>();
            return new Heat(
                    List.of(
                            () -> going.forEach(stack::forget),
                            () -> called.addAll(List.of(stack.closeObservers())),
                            () -> going.reversed().forEach(stack::forget)),
                    () -> {
                        assertThat(called).doesNotHaveDuplicates();
                        called.retainAll(staying);
                        assertThat(called).as("who stays").isEqualTo(staying);
                    });
        });
    }

    @Test
    void whatIsForgottenWhileOthersAreForgottenIsNotKept() {
        Race.run(ROUNDS, () -> {
            Stack stack = new Stack(null);
            List<Observer> all = List.of(new One(), new One(), new One(), new One());
            all.forEach(stack::observe);
            return Heat.of(
                    () -> stack.forget(all.get(1)),
                    () -> stack.forget(all.get(2)),
                    () -> assertThat(stack.closeObservers()).containsExactly(all.get(0), all.get(3)));
        });
    }

    @Test
    void whatIsAddedWhileTheLastOneIsForgottenIsKept() {
        Race.run(ROUNDS, () -> {
            Stack stack = new Stack(new One());
            Observer going = new One();
            Observer coming = new One();
            stack.observe(going);
            return Heat.of(
                    () -> stack.forget(going),
                    () -> stack.observe(coming),
                    () -> assertThat(stack.closeObservers()).hasSize(2).endsWith(coming));
        });
    }

    private static final class One extends Observer {}

    private static final class Stack extends Observed {
        Stack(Observer first) {
            super(first);
        }
    }
}
