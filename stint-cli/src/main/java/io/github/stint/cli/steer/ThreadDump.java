package io.github.stint.cli.steer;

import io.github.stint.cli.words.ExitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The tasks of a JVM that listens at no socket, as the names of its threads tell them. It is asked by the JDK's {@code jcmd}.
 *
 * <p>Without {@link #withVirtual} the JVM is stopped for a moment and tells its platform threads, and of the virtual threads that
 * run no more than their number: that is safe at any time. With it the JVM tells the names of all virtual threads too, and JDK 25
 * has errors by which a JVM may crash doing so: when a thread is just ending (seen in 25.0.3), or a virtual one is on its way onto a
 * carrier or from it (JDK-8364343).
 *
 * @param pid the number of the process
 * @param withVirtual whether virtual threads are to be named too
 */
public record ThreadDump(long pid, boolean withVirtual) {

    /** The name of a task: {@code owner/group/name#id}, where only owner and id are always there. */
    private static final Pattern TASK = Pattern.compile("(.+)#(\\d+)");

    /** Those of the JVM itself have no number. */
    private static final Pattern PLATFORM_THREAD = Pattern.compile("\"(.*)\" #\\d+ .*");

    private static final Pattern STATE = Pattern.compile("\\s+java\\.lang\\.Thread\\.State: (\\S+).*");
    private static final Pattern MOUNTED = Pattern.compile("\\s+Mounted virtual thread #\\d+.*");
    /** A task that has a thread, and what the thread does. */
    private record Running(String name, String state) {}

    /** Asks the JVM. */
    public Answer look() throws SteerException, InterruptedException {
        List<Running> tasks = new ArrayList<>();
        int unnamed = 0;
        if (withVirtual) {
            readAll(tasks);
        } else {
            unnamed = readPlatform(tasks);
        }
        return answer(tasks, unnamed);
    }

    private int readPlatform(List<Running> tasks) throws SteerException, InterruptedException {
        int mounted = 0;
        String name = null;
        for (String line : jcmd("Thread.print").lines().toList()) {
            Matcher thread = PLATFORM_THREAD.matcher(line);
            Matcher state = STATE.matcher(line);
            if (thread.matches()) {
                name = thread.group(1);
            } else if (state.matches() && name != null) {
                add(tasks, name, state.group(1));
                name = null;
            } else if (MOUNTED.matcher(line).matches()) {
                mounted++;
            }
        }
        return mounted;
    }

    private void readAll(List<Running> tasks) throws SteerException, InterruptedException {
        try {
            Path folder = Files.createTempDirectory("stint-dump");
            Path file = folder.resolve("threads.json");
            try {
                String said = jcmd("Thread.dump_to_file", "-format=json", file.toString());
                if (!Files.exists(file)) {
                    throw unanswered(said);
                }
                readThreads(file, tasks);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException | JacksonException e) {
            throw unanswered(String.valueOf(e.getMessage()));
        }
    }

    /** Of each thread the name stands before the state. */
    private static void readThreads(Path file, List<Running> tasks) {
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), file)) {
            String name = "";
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    switch (String.valueOf(json.currentName())) {
                        case "name" -> name = json.getString();
                        case "state" -> add(tasks, name, json.getString());
                        default -> {
                            // what else is told of a thread
                        }
                    }
                }
            }
        }
    }

    private static void add(List<Running> tasks, String name, String state) {
        if (TASK.matcher(name).matches()) {
            tasks.add(new Running(name, state.toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
    }

    private String jcmd(String... words) throws SteerException, InterruptedException {
        Path own = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        List<String> command = new ArrayList<>(List.of(Files.isExecutable(own) ? own.toString() : "jcmd"));
        command.add(Long.toString(pid));
        command.addAll(List.of(words));
        try {
            Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
            jcmd.getOutputStream().close();
            String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (jcmd.waitFor() != 0) {
                throw unanswered(said);
            }
            return said;
        } catch (IOException e) {
            throw unanswered(String.valueOf(e.getMessage()));
        }
    }

    private SteerException unanswered(String said) {
        String first = said.lines()
                .filter(it -> !it.isBlank() && !it.equals(pid + ":"))
                .findFirst()
                .orElse("");
        return new SteerException(
                ExitStatus.NO_APPLICATION,
                "process " + pid + " listens at no socket of yours, and jcmd cannot ask it: "
                        + Printable.of(first.replaceAll(" cmd: .*", "")));
    }

    private Answer answer(List<Running> tasks, int unnamed) {
        return Answer.of(
                Fields.named(
                        "pid",
                        pid,
                        "tasks",
                        Fields.all(tasks, it -> Fields.named("name", it.name(), "thread", it.state())),
                        "unnamedVirtualThreads",
                        withVirtual ? null : unnamed),
                page -> {
                    Table table = Table.of("~TASK", "THREAD");
                    tasks.forEach(it -> table.row(it.name(), it.state()));
                    List<String> lines = new ArrayList<>(table.lines(page));
                    if (!withVirtual) {
                        lines.add(page.dim("by thread names: process " + pid + " listens at no socket; " + unnamed
                                + " virtual threads run, --all-threads names all"));
                    }
                    return lines;
                });
    }
}
