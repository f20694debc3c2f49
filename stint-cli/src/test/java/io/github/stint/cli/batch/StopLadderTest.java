package io.github.stint.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopLadderTest {

    private final List<String> steps = new ArrayList<>();

    private final StopLadder ladder = new StopLadder(new StopLadder.Steps() {
        @Override
        public void drain(Signals signal) {
            steps.add("drain " + signal);
        }

        @Override
        public void kill(Signals signal) {
            steps.add("kill " + signal);
        }

        @Override
        public void halt(Signals signal) {
            steps.add("halt " + signal);
        }
    });

    @Test
    void eachSignalIsOneStepWhicheverItIs() {
        ladder.signal(Signals.INT);
        ladder.signal(Signals.TERM);
        ladder.signal(Signals.HUP);
        ladder.signal(Signals.INT);

        assertThat(steps).containsExactly("drain INT", "kill TERM", "halt HUP", "halt INT");
    }

    @Test
    void theLastSignalIsKnown() {
        assertThat(ladder.last()).isNull();
        ladder.signal(Signals.INT);
        assertThat(ladder.killed()).isFalse();
        ladder.signal(Signals.TERM);
        assertThat(ladder.last()).isEqualTo(Signals.TERM);
        assertThat(ladder.killed()).isTrue();
    }

    @Test
    void aSignalHasTheExitStatusThatShellsGiveIt() {
        assertThat(Signals.INT.exitStatus()).isEqualTo(130);
        assertThat(Signals.TERM.exitStatus()).isEqualTo(143);
        assertThat(Signals.HUP.exitStatus()).isEqualTo(129);
    }
}
