package io.github.stint.cli;

import io.github.stint.cli.batch.Control;
import io.github.stint.cli.control.HaltPolicy;
import io.github.stint.cli.control.JobCount;
import io.github.stint.cli.control.JobCountFile;
import io.github.stint.cli.control.LoadLimit;
import io.github.stint.cli.control.MedianLimit;
import io.github.stint.cli.control.MemoryLimit;
import io.github.stint.cli.control.Retries;
import io.github.stint.cli.control.Spacing;
import io.github.stint.cli.control.StartGate;
import io.github.stint.cli.control.StartRate;
import io.github.stint.cli.control.SystemState;
import io.github.stint.cli.control.TimeLimit;
import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a run is controlled, as the options say it. */
record RunControl(RunOptions options, int cores) {

    private static final int MOST_TRIES = 1_000;
    private static final int LEAST_OF_MEDIAN = 101;
    private static final int MOST_OF_MEDIAN = 1_000_000;
    private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,5})/([smh])");
    private static final int MOST_IN_A_PERIOD = 100_000;

    static Control of(RunOptions options) throws UsageException {
        RunControl given = new RunControl(options, Runtime.getRuntime().availableProcessors());
        JobCountFile file = given.jobsFile();
        return new Control(
                given.jobs(file), file, given.limit(), given.retries(), given.halt(), given.gates(), given.memory());
    }

    /** The file that -j names; null if it says a number, or nothing. */
    private @Nullable JobCountFile jobsFile() {
        String given = options.value(RunOptions.JOBS);
        if (given == null || JobCount.of(given, cores, 1).isPresent()) {
            return null;
        }
        JobCountFile file = new JobCountFile(given, cores);
        return file.exists() ? file : null;
    }

    private int jobs(@Nullable JobCountFile file) throws UsageException {
        String given = options.value(RunOptions.JOBS);
        if (given == null) {
            return cores;
        }
        if (file != null) {
            return file.first();
        }
        return JobCount.of(given, cores, 1)
                .orElseThrow(() -> new UsageException("-j must be a number from 1 to " + JobCount.MOST
                        + ", N% of the cores or +N or -N, or a file that says one of these: "
                        + ShellQuote.quote(given)));
    }

    private TimeLimit limit() throws UsageException {
        String given = options.value(RunOptions.TIMEOUT);
        if (given == null) {
            return TimeLimit.NONE;
        }
        if (given.endsWith("%")) {
            return new MedianLimit(Numbers.percent("--timeout", LEAST_OF_MEDIAN, MOST_OF_MEDIAN, given));
        }
        return TimeLimit.of(Durations.positive("--timeout", given));
    }

    private Retries retries() throws UsageException {
        String tries = options.value(RunOptions.RETRIES);
        String delay = options.value(RunOptions.RETRY_DELAY);
        if (tries == null && delay != null) {
            throw new UsageException("--retry-delay needs --retries");
        }
        return tries == null
                ? Retries.NONE
                : new Retries(
                        Numbers.within("--retries", 1, MOST_TRIES, tries),
                        delay == null ? Duration.ZERO : Durations.of("--retry-delay", delay));
    }

    private HaltPolicy halt() throws UsageException {
        String given = options.value(RunOptions.HALT);
        return given == null ? HaltPolicy.NEVER : HaltPolicy.of(given);
    }

    private List<StartGate> gates() throws UsageException {
        List<StartGate> gates = new ArrayList<>();
        String delay = options.value(RunOptions.DELAY);
        if (delay != null) {
            gates.add(new Spacing(Durations.of("--delay", delay)));
        }
        String rate = options.value(RunOptions.RATE);
        if (rate != null) {
            gates.add(rate(rate));
        }
        String load = options.value(RunOptions.LOAD);
        if (load != null) {
            gates.add(new LoadLimit(load(load), SystemState::load));
        }
        return gates;
    }

    private static StartRate rate(String given) throws UsageException {
        Matcher matcher = RATE.matcher(given);
        if (matcher.matches() && Integer.parseInt(matcher.group(1)) <= MOST_IN_A_PERIOD) {
            Duration period = Durations.of("--rate", "1" + matcher.group(2));
            return new StartRate(Integer.parseInt(matcher.group(1)), period);
        }
        throw new UsageException("--rate must be N/s, N/m or N/h, where N is from 1 to " + MOST_IN_A_PERIOD + ": "
                + ShellQuote.quote(given));
    }

    private int load(String given) throws UsageException {
        OptionalInt load = given.matches("[0-9]+%?") ? JobCount.of(given, cores, 1) : OptionalInt.empty();
        if (load.isEmpty()) {
            throw new UsageException("--load must be a number from 1 to " + JobCount.MOST + ", or N% of the cores: "
                    + ShellQuote.quote(given));
        }
        needsSystemState("--load");
        return load.getAsInt();
    }

    private @Nullable MemoryLimit memory() throws UsageException {
        String given = options.value(RunOptions.MEMORY_FREE);
        if (given == null) {
            return null;
        }
        long bytes = Numbers.size("--memfree", given);
        needsSystemState("--memfree");
        return new MemoryLimit(bytes, SystemState::availableMemory);
    }

    private static void needsSystemState(String option) throws UsageException {
        if (!SystemState.isTold()) {
            throw new UsageException(option + " needs /proc/loadavg and /proc/meminfo, which are not here");
        }
    }
}
