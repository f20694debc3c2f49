package io.github.stint.cli;

import io.github.stint.cli.batch.Batch;
import io.github.stint.cli.batch.DryRun;
import io.github.stint.cli.batch.RunPlan;
import io.github.stint.cli.log.JobLogException;
import io.github.stint.cli.output.OutputException;
import io.github.stint.cli.output.OutputStyle;
import io.github.stint.cli.output.Screen;
import io.github.stint.cli.output.StandardStream;
import io.github.stint.cli.process.CommandException;
import io.github.stint.cli.process.Executable;
import io.github.stint.cli.process.Terminal;
import io.github.stint.cli.spool.OutputLostException;
import io.github.stint.cli.spool.Spool;
import io.github.stint.cli.steer.SteerException;
import io.github.stint.cli.words.ExitStatus;
import io.github.stint.cli.words.RawWords;
import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code stint}. */
public final class Main {

    private static final int MOST_SUGGESTED = 3;

    private Main() {}

    /**
     * Runs the program and ends the process with its exit status.
     *
     * @param args the command line
     * @throws IOException if nothing can be written any more
     */
    public static void main(String[] args) throws IOException {
        WritableByteChannel err = StandardStream.err();
        int status;
        try {
            status = run(RawWords.ofCommandLine(args), StandardStream.out(), err);
        } catch (UsageException e) {
            write(err, "stint: " + e.shown() + "\n");
            status = ExitStatus.USAGE;
        } catch (CommandException e) {
            write(err, "stint: " + e.shown() + "\n");
            status = e.status();
        } catch (SteerException e) {
            write(err, "stint: " + e.shown() + "\n");
            status = e.status();
        } catch (OutputException e) {
            if (!e.closed()) {
                write(err, "stint: " + RawWords.encoded(String.valueOf(e.getMessage())) + "\n");
            }
            status = e.closed() ? ExitStatus.CLOSED_OUTPUT : ExitStatus.OUTPUT;
        } catch (JobLogException | OutputLostException e) {
            write(err, "stint: " + String.valueOf(e.getMessage()) + "; what ran was ended\n");
            status = ExitStatus.OUTPUT;
        } catch (IOException e) {
            write(err, "stint: cannot keep outputs: " + RawWords.encoded(String.valueOf(e.getMessage())) + "\n");
            status = ExitStatus.OUTPUT;
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            write(
                    err,
                    "stint: a mistake of stint itself, please report it with this:\n"
                            + RawWords.encoded(trace.toString()));
            status = ExitStatus.INTERNAL;
        }
        System.exit(status);
    }

    private static int run(List<String> words, WritableByteChannel out, WritableByteChannel err)
            throws UsageException, CommandException, SteerException, IOException {
        if (words.equals(List.of("--version"))) {
            return version(out); // before the parser is loaded, which would take most of the time
        }
        ParseResult parsed = parse(words);
        if (parsed.hasSubcommand()
                && AboutCommands.NAMES.contains(
                        parsed.subcommand().commandSpec().name())) {
            write(out, AboutCommands.text(parsed.subcommand()));
            return ExitStatus.SUCCESS;
        }
        SteerCommand steers = words.isEmpty() ? null : SteerCommand.named(words.getFirst());
        if (steers != null) {
            if (parsed.subcommand().isUsageHelpRequested()) {
                write(out, steers.help().text());
                return ExitStatus.SUCCESS;
            }
            return steers.run(parsed.subcommand(), text -> write(out, RawWords.encoded(text)));
        }
        if (parsed.hasSubcommand()) {
            if (parsed.subcommand().isUsageHelpRequested()) {
                write(out, Help.RUN.text());
                return ExitStatus.SUCCESS;
            }
            RunOptions options = new RunOptions(parsed.subcommand());
            Executable executable = new Executable(System.getenv());
            RunView view = RunView.of(options, System.getenv());
            RunPlan plan = RunCommand.plan(options, executable);
            if (options.has(RunOptions.DRY_RUN)) {
                new DryRun(plan, executable, out).show();
                return ExitStatus.SUCCESS;
            }
            Terminal terminal = new Terminal(2);
            Screen screen =
                    new Screen(out, err, view.place(), () -> terminal.size().columns());
            return new Batch(plan, screen, view.view(plan.typed() || plan.style() == OutputStyle.DIRECT)).run();
        }
        if (parsed.isUsageHelpRequested()) {
            write(out, Help.STINT.text());
            return ExitStatus.SUCCESS;
        }
        if (parsed.isVersionHelpRequested()) {
            return version(out);
        }
        throw new UsageException("no command given; 'stint --help' lists them");
    }

    private static int version(WritableByteChannel out) throws IOException {
        write(out, "stint " + Version.TEXT + "\n");
        return ExitStatus.SUCCESS;
    }

    /** Options end where the command begins: everything from its first word on belongs to it. */
    private static ParseResult parse(List<String> words) throws UsageException {
        CommandSpec stint = CommandSpec.create()
                .name("stint")
                .addOption(OptionSpec.builder("-h", "--help")
                        .type(boolean.class)
                        .usageHelp(true)
                        .build())
                .addOption(OptionSpec.builder("--version")
                        .type(boolean.class)
                        .versionHelp(true)
                        .build())
                .addSubcommand("run", RunOptions.spec());
        AboutCommands.NAMES.forEach(name -> stint.addSubcommand(name, AboutCommands.spec(name)));
        SteerCommand steers = words.isEmpty() ? null : SteerCommand.named(words.getFirst());
        CommandSpec steering = steers == null ? null : steers.spec(words.getFirst());
        if (steering != null) {
            stint.addSubcommand(words.getFirst(), steering);
        }
        CommandLine commandLine = new CommandLine(stint);
        commandLine.setStopAtPositional(true);
        if (steering != null) {
            steering.parser().stopAtPositional(false);
        }
        commandLine.setExpandAtFiles(false);
        commandLine.setOverwrittenOptionsAllowed(true);
        try {
            return commandLine.parseArgs(words.toArray(String[]::new));
        } catch (UnmatchedArgumentException e) {
            throw new UsageException(unknown(e));
        } catch (MissingParameterException e) {
            String name = e.getMissing().getFirst() instanceof OptionSpec option ? option.shortestName() : "an option";
            throw new UsageException(name + " needs a value");
        } catch (ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static String unknown(UnmatchedArgumentException e) {
        String word = e.getUnmatched().isEmpty() ? "" : e.getUnmatched().getFirst();
        CommandSpec command = e.getCommandLine().getCommandSpec();
        boolean isOption = word.startsWith("-");
        String similar = e.getSuggestions().stream().limit(MOST_SUGGESTED).collect(Collectors.joining(", "));
        String where = command.name().equals("run")
                ? "'stint run --help' and the pages it names list them"
                : "'" + command.qualifiedName() + " --help' lists them";
        return "unknown " + (isOption ? "option " : "command ") + ShellQuote.quote(word)
                + (similar.isEmpty() ? "" : ", similar to " + similar) + "; " + where;
    }

    private static void write(WritableByteChannel channel, String raw) throws IOException {
        Spool.writeFully(channel, ByteBuffer.wrap(RawWords.bytes(raw)));
    }
}
