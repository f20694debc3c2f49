package io.github.stint.bench;

import io.github.stint.bench.busy.BusySuite;
import io.github.stint.bench.group.GroupSuite;
import io.github.stint.bench.many.GrowthSuite;
import io.github.stint.bench.many.LimitsSuite;
import io.github.stint.bench.many.ScaleSuite;
import io.github.stint.bench.map.MapSuite;
import io.github.stint.bench.map.StreamSuite;
import io.github.stint.bench.parts.PartsSuite;
import io.github.stint.bench.steer.LatencySuite;
import io.github.stint.bench.steer.SteerSuite;
import io.github.stint.bench.steer.WatchingSuite;
import io.github.stint.bench.submit.SubmitSuite;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Size;
import java.util.List;

/** All suites there are. */
public final class Suites {

    /** In the order in which they are run and printed. */
    public static final List<Suite> ALL = List.of(
            new SubmitSuite(),
            new MapSuite(),
            new StreamSuite(),
            new GroupSuite(),
            new ScaleSuite(),
            new LimitsSuite(),
            new LatencySuite(),
            new SteerSuite(),
            new WatchingSuite(),
            new BusySuite(),
            new PartsSuite(),
            new GrowthSuite());

    private Suites() {}

    /** All heats of all suites. */
    public static List<Heat> heats(Size size) {
        return ALL.stream().flatMap(suite -> suite.heats(size).stream()).toList();
    }
}
