package io.github.stint.bench.map;

import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Round;
import io.github.stint.bench.work.Body;
import io.github.stint.bench.work.Caller;
import io.github.stint.bench.work.Workload;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** One function over so many elements; the elements are made before. */
record Job(Workload workload, int elements, int limit) {

    /** Whose way it is, for a limit. */
    record Way(String name, IntFunction<Mapping> opening) {}

    Heat heat(String suite, String name, Caller caller, int millis, List<Way> ways) {
        long answer = (long) elements * (elements - 1) / 2;
        List<Contender> contenders = ways.stream()
                .map(way -> new Contender(way.name, elements, answer, () -> open(way, caller)))
                .toList();
        return Heat.ofTime(suite, name, caller, "element", millis, contenders);
    }

    private Round open(Way way, Caller caller) throws Exception {
        List<Integer> source = IntStream.range(0, elements).boxed().toList();
        return new Ready(source, workload.open(limit), way.opening.apply(limit), caller);
    }

    private record Ready(List<Integer> source, Body body, Mapping way, Caller caller) implements Round {

        @Override
        public long run() throws Exception {
            return caller.call(() -> way.run(source, body));
        }

        @Override
        public void close() {
            way.close();
            body.close();
        }
    }
}
