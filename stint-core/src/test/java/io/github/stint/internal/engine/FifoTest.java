package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FifoTest {

    private final Fifo<Node> fifo = new Fifo<>();
    private final Node a = new Node();
    private final Node b = new Node();
    private final Node c = new Node();

    @Test
    void anEmptyOneGivesNothing() {
        assertThat(fifo.isEmpty()).isTrue();
        assertThat(fifo.size()).isZero();
        assertThat(fifo.poll()).isNull();
        assertThat(fifo.peek()).isNull();
        assertThat(fifo.peekLast()).isNull();
    }

    @Test
    void theFirstInIsTheFirstOut() {
        addAll();
        assertThat(fifo.size()).isEqualTo(3);
        assertThat(fifo.peek()).isSameAs(a);
        assertThat(fifo.peekLast()).isSameAs(c);
        assertThat(List.of(fifo.poll(), fifo.poll(), fifo.poll())).containsExactly(a, b, c);
        assertThat(fifo.isEmpty()).isTrue();
    }

    @Test
    void theFirstTheLastAndOneBetweenCanLeave() {
        for (Node leaving : List.of(a, b, c)) {
            addAll();
            assertThat(fifo.remove(leaving)).isTrue();
            List<Node> left = new ArrayList<>(List.of(a, b, c));
            left.remove(leaving);
            assertThat(fifo.size()).isEqualTo(2);
            assertThat(fifo.before(left.get(1))).isSameAs(left.get(0));
            assertThat(List.of(fifo.poll(), fifo.poll())).isEqualTo(left);
        }
    }

    @Test
    void whoHasLeftCannotLeaveAgain() {
        addAll();
        fifo.remove(b);
        assertThat(fifo.remove(b)).isFalse();
        assertThat(fifo.size()).isEqualTo(2);
    }

    @Test
    void whoStandsInAnotherOneIsNotTakenOutOfThisOne() {
        Fifo<Node> other = new Fifo<>();
        other.add(a);
        fifo.add(b);
        assertThat(fifo.remove(a)).isFalse();
        assertThat(other.size()).isOne();
        assertThat(fifo.size()).isOne();
    }

    @Test
    void nobodyStandsInTwo() {
        fifo.add(a);
        assertThatIllegalStateException().isThrownBy(() -> new Fifo<Node>().add(a));
        assertThatIllegalStateException().isThrownBy(() -> fifo.add(a));
        assertThat(fifo.size()).isOne();
    }

    @Test
    void whoHasLeftKeepsNobodyReachableAndCanComeAgain() {
        addAll();
        fifo.remove(b);
        assertThat(b.before).isNull();
        assertThat(b.after).isNull();
        fifo.add(b);
        assertThat(List.of(fifo.poll(), fifo.poll(), fifo.poll())).containsExactly(a, c, b);
    }

    @Test
    void itDoesWhatAListDoes() {
        SplittableRandom random = new SplittableRandom(11);
        ArrayDeque<Node> model = new ArrayDeque<>();
        List<Node> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(new Node());
        }
        for (int step = 0; step < 50_000; step++) {
            Node node = all.get(random.nextInt(all.size()));
            switch (random.nextInt(3)) {
                case 0 -> {
                    if (!model.contains(node)) {
                        fifo.add(node);
                        model.add(node);
                    }
                }
                case 1 -> assertThat(fifo.remove(node)).isEqualTo(model.remove(node));
                default -> assertThat(fifo.poll()).isSameAs(model.poll());
            }
            assertThat(fifo.size()).isEqualTo(model.size());
            assertThat(fifo.peek()).isSameAs(model.peekFirst());
            assertThat(fifo.peekLast()).isSameAs(model.peekLast());
        }
    }

    private void addAll() {
        fifo.add(a);
        fifo.add(b);
        fifo.add(c);
    }

    private static final class Node extends Linked {}
}
