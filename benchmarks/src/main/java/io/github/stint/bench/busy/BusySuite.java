package io.github.stint.bench.busy;

import io.github.stint.bench.map.StreamSuite;
import io.github.stint.bench.submit.SubmitSuite;
import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Caller;
import io.github.stint.bench.work.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Heats of other suites, beside threads that compute: who waits by looking or yielding pays for it here. */
public final class BusySuite implements Suite {

    /** How much longer a run takes, about. */
    private static final int SLOWER = 15;

    @Override
    public String name() {
        return "busy";
    }

    @Override
    public String about() {
        return "What the suites `submit` and `stream` do, beside " + BesideSpinners.SPINNERS
                + " threads that do nothing but compute. Who yields its processor here gets it back some milliseconds"
                + " later.";
    }

    @Override
    public List<Heat> heats(Size size) {
        List<Heat> heats = new ArrayList<>();
        for (Caller caller : Caller.values()) {
            heats.add(beside(
                    heat(new SubmitSuite(), size, "no-op", caller),
                    Set.of("TaskPool", "newVirtualThreadPerTaskExecutor", "semaphore-outside")));
            heats.add(beside(
                    heat(new StreamSuite(), size, "completion-order-16", caller),
                    Set.of("Concurrent", "mapConcurrent", "Reactor")));
        }
        return heats;
    }

    private static Heat heat(Suite suite, Size size, String name, Caller caller) {
        return suite.heats(size).stream()
                .filter(heat -> heat.name().equals(name) && heat.caller() == caller)
                .findFirst()
                .orElseThrow();
    }

    private Heat beside(Heat quiet, Set<String> names) {
        List<Contender> contenders = quiet.contenders().stream()
                .filter(contender -> names.contains(contender.name()))
                .map(BusySuite::beside)
                .toList();
        return Heat.ofTime(
                name(),
                quiet.suite() + "-" + quiet.name(),
                quiet.caller(),
                quiet.of(),
                SLOWER * quiet.millis(),
                contenders);
    }

    private static Contender beside(Contender quiet) {
        return new Contender(
                quiet.name(),
                quiet.units(),
                quiet.answer(),
                () -> new BesideSpinners(quiet.opening().open(), quiet.units()));
    }
}
