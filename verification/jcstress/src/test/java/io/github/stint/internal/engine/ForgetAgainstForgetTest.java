package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

@JCStressTest
@Description("observers: two neighbours that leave at once leave the others in their places")
@Outcome(id = "first middle last", expect = ACCEPTABLE, desc = "those who stay, in the order in which they came")
@Outcome(id = ".*goes.*", expect = FORBIDDEN, desc = "one that has left is still linked")
@Outcome(expect = FORBIDDEN, desc = "one is lost, twice there, or they have changed places")
@State
public class ForgetAgainstForgetTest {

    private final Stack stack = new Stack();
    private final Named goes = new Named("goes");
    private final Named goesToo = new Named("goes too");

    public ForgetAgainstForgetTest() {
        add(new Named("first"));
        add(goes);
        add(new Named("middle"));
        add(goesToo);
        add(new Named("last"));
    }

    private void add(Observer observer) {
        if (!stack.observe(observer)) {
            throw new IllegalStateException("closed before the end");
        }
    }

    private static final class Stack extends Observed {
        Stack() {
            super(null);
        }
    }

    private static final class Named extends Observer {
        private final String name;

        Named(String name) {
            this.name = name;
        }
    }

    @Actor
    public void one() {
        stack.forget(goes);
    }

    @Actor
    public void other() {
        stack.forget(goesToo);
    }

    @Arbiter
    public void end(L_Result r) {
        r.r1 = Arrays.stream(stack.closeObservers())
                .filter(it -> !it.gone)
                .map(it -> ((Named) it).name)
                .collect(Collectors.joining(" "));
    }
}
