package io.github.stint.bench.run;

import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.work.Size;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Looks into one contender at a time. */
public final class Profiling {

    private static final int SECONDS = 10;

    /** No event but samples: those of the library, one for each task, would be most of what is seen. */
    private static final String SETTINGS = "settings=none,dumponexit=true,+stint.Task#enabled=false"
            + ",+jdk.ExecutionSample#enabled=true,+jdk.ExecutionSample#period=10ms"
            + ",+jdk.CPUTimeSample#enabled=true,+jdk.CPUTimeSample#throttle=2ms"
            + ",+jdk.ObjectAllocationSample#enabled=true,+jdk.ObjectAllocationSample#throttle=300/s";

    private final Forks forks = new Forks(Size.FULL);
    private final PrintStream out;

    /** Prints there what it sees. */
    public Profiling(PrintStream out) {
        this.out = out;
    }

    /** What is allocated for one unit, and how often and how long the collector runs. */
    public void collector(Heat heat, Contender contender) throws RunnerException {
        RunResult result = forks.underGcProfiler(heat, contender);
        printTime(heat, contender, result);
        result.getSecondaryResults().forEach((name, value) -> {
            if (name.equals("gc.alloc.rate.norm")) {
                out.printf(Locale.ROOT, "  %,12.1f B a %s%n", value.getScore() / contender.units(), heat.of());
            } else if (name.startsWith("gc.")) {
                out.printf(Locale.ROOT, "  %,12.1f %s %s%n", value.getScore(), value.getScoreUnit(), name);
            }
        });
    }

    /** Where its time goes, sampled by the flight recorder. */
    public void hottestFrames(Heat heat, Contender contender) throws IOException, RunnerException {
        Path recording = Files.createTempFile("bench", ".jfr");
        try {
            RunResult result = forks.run(
                    heat,
                    contender,
                    SECONDS,
                    List.of(
                            "-Xlog:jfr+startup=off",
                            "-XX:StartFlightRecording:" + SETTINGS + ",filename=" + recording));
            printTime(heat, contender, result);
            new HotFrames(recording).print(out);
        } finally {
            Files.deleteIfExists(recording);
        }
    }

    private void printTime(Heat heat, Contender contender, RunResult result) {
        out.println(heat.id(contender));
        out.printf(
                Locale.ROOT,
                "  %,12.1f ns a %s%n",
                result.getPrimaryResult().getScore() / contender.units(),
                heat.of());
    }
}
