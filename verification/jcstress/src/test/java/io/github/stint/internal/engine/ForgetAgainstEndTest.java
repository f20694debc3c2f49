package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

@JCStressTest
@Description("observers: those who stay are called once and in order, whoever else leaves at the moment of the end")
@Outcome(id = "first last", expect = ACCEPTABLE, desc = "those who stay, in the order in which they came")
@Outcome(id = "first", expect = FORBIDDEN, desc = "the last is lost: a join that does not return")
@Outcome(id = "last", expect = FORBIDDEN, desc = "the first is lost: a join that does not return")
@Outcome(id = "", expect = FORBIDDEN, desc = "both are lost")
@Outcome(expect = FORBIDDEN, desc = "one is called twice, or they have changed places")
@State
public class ForgetAgainstEndTest {

    private final Stack stack = new Stack();
    private final Named goes = new Named("goes");
    private final Named goesToo = new Named("goes too");

    public ForgetAgainstEndTest() {
        add(new Named("first"));
        add(goes);
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
    public void leaves() {
        stack.forget(goes);
        stack.forget(goesToo);
    }

    @Actor
    public void end(L_Result r) {
        r.r1 = Arrays.stream(stack.closeObservers())
                .filter(it -> !it.gone && it instanceof Named)
                .map(it -> ((Named) it).name)
                .filter(it -> !it.startsWith("goes"))
                .collect(Collectors.joining(" "));
    }
}
