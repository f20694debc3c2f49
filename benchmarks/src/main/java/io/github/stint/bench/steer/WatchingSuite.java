package io.github.stint.bench.steer;

import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Round;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Caller;
import io.github.stint.bench.work.Size;
import java.util.List;

/** What it costs that tasks can be watched, when nobody watches and when somebody does. */
public final class WatchingSuite implements Suite {

    @Override
    public String name() {
        return "watching";
    }

    @Override
    public String about() {
        return "No-op tasks in a pool of 100. `nobody`: no listener, no flight recording, as it is; `compiled-out`:"
            + " the same classes with all calls of listeners and recordings replaced by constants as they are loaded;"
            + " `listener`: one that counts ends; `recording`: a flight recording of every task; `server`: a control"
            + " server to which nobody is connected.";
    }

    @Override
    public List<Heat> heats(Size size) {
        int tasks = size.of(100, 100_000, 100_000);
        return List.of(Heat.ofTime(
                name(),
                "no-op",
                Caller.VIRTUAL,
                "task",
                40,
                List.of(
                        contender("nobody", tasks, false),
                        contender("compiled-out", tasks, true),
                        contender("listener", tasks, false),
                        contender("recording", tasks, false),
                        contender("server", tasks, false))));
    }

    private static Contender contender(String name, int tasks, boolean withoutWatching) {
        return new Contender(
                name,
                tasks,
                tasks,
                () -> Class.forName(WatchedJob.class.getName(), true, new StintLoader(withoutWatching))
                        .asSubclass(Round.class)
                        .getConstructor(int.class, String.class)
                        .newInstance(tasks, name));
    }
}
