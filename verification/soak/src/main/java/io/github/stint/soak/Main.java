package io.github.stint.soak;

import io.github.stint.soak.check.Check;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The program. Ends with 0 if every check holds, 1 if one does not, 2 if it was not told what to do. */
public final class Main {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private Main() {}

    /** Runs it. */
    public static void main(String[] words) throws Exception {
        System.exit(run(Mixture.EVERYTHING, System.out, System.err, words));
    }

    static int run(Mixture mixture, PrintStream out, PrintStream err, String... words) throws Exception {
        Arguments arguments;
        try {
            arguments = Arguments.of(words);
        } catch (IllegalArgumentException e) {
            err.println("soak: " + e.getMessage() + "; " + Arguments.USAGE);
            return BAD_INPUT;
        }
        List<Check> checks = new Soak(arguments, mixture, out).run();
        Report.print(checks, out);
        Path proof = arguments.proof();
        if (proof != null) {
            Report.write(checks, arguments.duration(), proof);
        }
        return checks.stream().allMatch(Check::ok) ? OK : FAILED;
    }
}
