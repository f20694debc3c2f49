package io.github.stint.errors;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the library says when something goes wrong, read as a set: every message is made here, written to docs/errors.md, and
 * held against the style of the house. What is thrown anywhere and not made here is found by reading the classes.
 */
class ErrorMessagesTest {

    private static final Path DOCUMENT =
            Path.of(Files.exists(Path.of("stint-core")) ? "" : "..").resolve("docs/errors.md");

    private static final Map<String, List<Misuse>> MISUSES = new LinkedHashMap<>();

    static {
        MISUSES.put("Making an owner", OwnerMisuses.making());
        MISUSES.put("Owners of owners", OwnerMisuses.adopting());
        MISUSES.put("Steering", OwnerMisuses.steering());
        MISUSES.put("Options", OwnerMisuses.options());
        MISUSES.put("Handing over", TaskMisuses.handingOver());
        MISUSES.put("Waiting", TaskMisuses.waiting());
        MISUSES.put("A pool as an executor", TaskMisuses.asExecutor());
        MISUSES.put("Results of tasks and groups", ResultMisuses.ofTasks());
        MISUSES.put("Results of batches and streams", ResultMisuses.ofStreams());
        MISUSES.put("Supervision", OwnerMisuses.supervising());
    }

    /** One of each is here; they are made in many places, and say the same in all. */
    private static final Set<String> SAY_THE_SAME_EVERYWHERE = Set.of(
            "TaskFailedException",
            "TaskCancelledException",
            "TaskGroupException",
            "SourceFailedException",
            "TimeLimitExceeded");

    /** Without a message of ours: what the compiler makes, and the interrupt, which has none in the JDK either. */
    private static final Set<String> SAY_NOTHING =
            Set.of("ExceptionInInitializerError", "MatchException", "InterruptedException");

    /** Where the engine finds itself broken, which no user can bring about; and what nobody is told. */
    private static final Set<String> INSIDE = Set.of(
            "Admission",
            "CarrierSafeLock",
            "CarrierWatch",
            "CompletionGatherer.take",
            "ElementSource$1.next",
            "Ending.awaitOthersReportUninterruptibly",
            "ExecutorFace.invokeAny",
            "Fifo",
            "HandedRunnable.call",
            "Ledger",
            "Register",
            "ShutdownHook", // when the JVM shuts down already: process/ShutdownHookProcessTest
            "TaskCell.ended",
            "TaskCell.startAtOnce",
            "TaskFuture.call",
            "TaskFuture.value",
            "TaskService.accept");

    private record Told(String topic, String what, Throwable error) {}

    private static List<Told> all;

    @BeforeAll
    static void makeAll() throws Exception {
        List<Told> made = new ArrayList<>();
        for (Map.Entry<String, List<Misuse>> topic : MISUSES.entrySet()) {
            for (Misuse misuse : topic.getValue()) {
                Throwable error = misuse.attempt().error();
                assertThat(error).as(misuse.what()).isNotNull();
                made.add(new Told(topic.getKey(), misuse.what(), error));
            }
        }
        all = List.copyOf(made);
    }

    @Test
    void allOfThemAreInTheDocument() throws IOException {
        List<String> now = new ArrayList<>();
        String topic = "";
        for (Told told : all) {
            if (!told.topic().equals(topic)) {
                topic = told.topic();
                now.addAll(List.of("", "## " + topic, "", "| what was done | thrown | message |", "|---|---|---|"));
            }
            now.add("| %s | `%s` | `%s` |"
                    .formatted(told.what(), typeThatUsersSee(told.error().getClass()), message(told)));
        }
        List<String> lines = Files.readAllLines(DOCUMENT);
        int begin = lines.indexOf("<!-- made by ErrorMessagesTest -->") + 1;
        assertThat(begin).as("where the messages begin").isPositive();
        if (Boolean.getBoolean("docs.update")) {
            lines = new ArrayList<>(lines.subList(0, begin));
            lines.addAll(now);
            Files.write(DOCUMENT, lines);
        }
        assertThat(lines.subList(begin, lines.size()))
                .as("the messages against docs/errors.md; with -Ddocs.update=true that is rewritten")
                .isEqualTo(now);
    }

    private static String typeThatUsersSee(Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) ? type.getSimpleName() : typeThatUsersSee(type.getSuperclass());
    }

    /** Groups without a name are numbered through the whole JVM, which other tests use too; who loses a race first is open. */
    private static String message(Told told) {
        return told.error().getMessage().replaceAll("group-\\d+", "group-1").replaceAll("group-1#\\d+", "group-1#1");
    }

    @Test
    void eachBeginsWithWhoOrWhichArgumentItIsAboutAndIsOneShortLineWithoutAnEnd() {
        for (Told told : all) {
            assertThat(message(told))
                    .as(told.what())
                    .matches("('[^']+'|task '|group '|the |none of |\\d+ of |[a-z][A-Za-z]*\\b).*")
                    .doesNotContain("\n", "io.github.stint", ": null", "'null'", "  ")
                    .doesNotEndWith(".")
                    .doesNotEndWith("!")
                    .hasSizeBetween(4, 160);
        }
    }

    @Test
    void aRefusedArgumentIsNamedWithItsBoundAndItsValue() {
        assertThat(all.stream().filter(it -> it.error() instanceof IllegalArgumentException))
                .hasSizeGreaterThan(15)
                .allSatisfy(
                        it -> assertThat(message(it)).containsPattern(" must | has been adopted | cannot | already "));
    }

    @Test
    void nothingIsThrownThatIsNotHere() {
        Set<String> made = all.stream()
                .flatMap(it -> List.of(it.error().getStackTrace()).stream().limit(1))
                .map(it -> it.getClassName() + ":" + it.getLineNumber())
                .collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>();
        new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.github.stint")
                        .stream()
                        .filter(it -> !it.getPackageName().startsWith("io.github.stint.test"))
                        .flatMap(it -> it.getConstructorCallsFromSelf().stream())
                        .filter(ErrorMessagesTest::makesAnErrorOfItsOwn)
                        .forEach(call -> {
                            String where = call.getOriginOwner().getName() + ":" + call.getLineNumber();
                            if (!made.contains(where)) {
                                unknown.add(where + " " + call.getOrigin().getName() + " makes "
                                        + call.getTargetOwner().getSimpleName());
                            }
                        });
        assertThat(unknown).as("made nowhere in this test").isEmpty();
    }

    private static boolean makesAnErrorOfItsOwn(JavaConstructorCall call) {
        String type = call.getTargetOwner().getSimpleName();
        String in = call.getOriginOwner().getName().replaceFirst(".*\\.", "");
        return call.getTargetOwner().isAssignableTo(Throwable.class)
                && !"<init>".equals(call.getOrigin().getName())
                && !SAY_THE_SAME_EVERYWHERE.contains(type)
                && !SAY_NOTHING.contains(type)
                && !INSIDE.contains(in)
                && !INSIDE.contains(in + "." + call.getOrigin().getName());
    }
}
