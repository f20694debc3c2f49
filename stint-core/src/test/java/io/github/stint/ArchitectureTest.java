package io.github.stint;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.ref.Cleaner;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may know what, and what no class of the library may do, with the reasons. */
class ArchitectureTest {

    private static final String FACE = "io.github.stint";
    private static final String INTERNAL = "io.github.stint.internal..";
    private static final String ENGINE = "io.github.stint.internal.engine..";
    private static final String FEED = "io.github.stint.internal.feed..";
    private static final String SUPERVISE = "io.github.stint.internal.supervise..";
    private static final String TIME = "io.github.stint.internal.time..";
    private static final String ADAPT = "io.github.stint.internal.adapt..";
    private static final String WATCH = "io.github.stint.internal.watch..";
    private static final String JVM = "io.github.stint.internal.jvm..";

    /**
     * The types of the face that do something: owners, and what is made of owners. The rest of the face are values, and so
     * are the enums inside of these.
     */
    private static final Set<String> ACTORS = Set.of(
            "EngineOwner",
            "LongLivedOwner",
            "TaskManager",
            "WorkerPool",
            "TaskGroup",
            "TaskPool",
            "TaskBatch",
            "TaskService",
            "Supervised",
            "Concurrent",
            "ResultStream",
            "Tasks");

    private static final Set<String> MAY_MAKE_THREADS =
            Set.of("Launcher", "Deadlines", "PlatformThreads", "Forgotten", "EventClasses");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(FACE);

    // --- layers

    @Test
    void facesUseOnlyTheEngineAndItsNeighbours() {
        check(noClasses()
                .that()
                .resideInAPackage(FACE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(INTERNAL)
                        .and(resideOutsideOfPackages(ENGINE, FEED, SUPERVISE, WATCH, TIME, ADAPT, JVM))
                        .as("reside in another internal package than engine, feed, supervise, watch, time,"
                                + " adapt and jvm"))
                .because("a face is a set of options for the engine, and has no mechanism of its own"));
    }

    @Test
    void theEngineKnowsNoFace() {
        check(noClasses()
                .that()
                .resideInAnyPackage(ENGINE, SUPERVISE, TIME)
                .should()
                .dependOnClassesThat(actorsOfTheFace())
                .because("all faces are one engine, and that can be tested without any of them"));
    }

    @Test
    void whatRunsForAStreamDoesNotKnowIt() {
        check(noClasses()
                .that()
                .resideInAnyPackage(INTERNAL)
                .should()
                .dependOnClassesThat(type(ResultStream.class))
                .because("the garbage collector must find a stream that users have dropped while its tasks run, so"
                        + " nothing but who reads it may hold it"));
    }

    @Test
    void theTimerKnowsNoTask() {
        check(noClasses()
                .that()
                .resideInAPackage(TIME)
                .should()
                .dependOnClassesThat(resideInAnyPackage(ENGINE, FEED, SUPERVISE, ADAPT, JVM))
                .because("the timer serves the engine, and must be right whatever the engine does"));
    }

    @Test
    void whatKeepsTheJvmKnowsTheEngineAndTheTimeOnly() {
        check(noClasses()
                .that()
                .resideInAPackage(JVM)
                .should()
                .dependOnClassesThat(actorsOfTheFace())
                .orShould()
                .dependOnClassesThat(resideInAnyPackage(FEED, ADAPT))
                .because("it serves all faces alike"));
    }

    @Test
    void theEngineDoesWithoutWhatConcernsTheWholeJvm() {
        check(noClasses()
                .that()
                .resideInAnyPackage(ENGINE, FEED, ADAPT)
                .should()
                .dependOnClassesThat(resideInAnyPackage(JVM))
                .because("a task runs the same whether the JVM is kept alive, watched, or neither"));
    }

    @Test
    void internalPackagesFormNoCycle() {
        check(slices().matching("io.github.stint.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a part in a cycle can be neither tested nor understood alone"));
    }

    @Test
    void theLibraryNeedsNothingButTheJdk() {
        check(classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.github.stint..", "java..", "jdk.jfr..", "org.jspecify.annotations..")
                .because("the library has no runtime dependency, and uses no unsupported part of the JDK"));
    }

    // --- threads

    @Test
    void onlyThoseNamedHereMakeThreads() {
        check(noClasses()
                .that(are(not(oneOf(MAY_MAKE_THREADS))))
                .should()
                .callConstructorWhere(targetOwner(assignableTo(Thread.class)))
                .orShould()
                .callMethodWhere(targetOwner(type(Thread.class))
                        .and(target(nameMatching("ofVirtual|ofPlatform|startVirtualThread"))))
                .orShould()
                .callMethodWhere(targetOwner(assignableTo(Thread.Builder.class)))
                .orShould()
                .dependOnClassesThat(type(Executors.class))
                .orShould()
                .dependOnClassesThat(type(Timer.class))
                .orShould()
                .callMethodWhere(targetOwner(type(Cleaner.class)).and(target(nameMatching("create"))))
                .orShould()
                .callConstructorWhere(
                        targetOwner(assignableTo(ThreadPoolExecutor.class).or(assignableTo(ForkJoinPool.class))))
                .orShould()
                .callMethodWhere(
                        targetOwner(assignableTo(CompletableFuture.class)).and(target(nameMatching(".*Async"))))
                .orShould()
                .callMethodWhere(target(nameMatching("parallel|parallelStream"))
                        .and(targetOwner(assignableTo(BaseStream.class).or(assignableTo(Collection.class)))))
                .because("a thread made elsewhere is nobody's task: unnamed, unlisted, and alive after close()"));
    }

    @Test
    void nobodyWaitsOnAMonitor() {
        check(noClasses()
                .should()
                .callMethodWhere(
                        targetOwner(equivalentTo(Object.class)).and(target(nameMatching("wait|notify|notifyAll"))))
                .because("JDK 25.0.3 can leave a virtual thread blocked after a timed Object.wait (JDK-8373120)"));
    }

    @Test
    void everyLockIsOneThatNeedsNoCarrier() {
        check(noClasses()
                .that(are(not(oneOf(Set.of("CarrierSafeLock")))))
                .should()
                .dependOnClassesThat(type(ReentrantLock.class)
                        .or(assignableTo(ReadWriteLock.class))
                        .or(type(StampedLock.class)))
                .because("the timer and whoever closes would wait behind a virtual thread that gets no carrier"));
    }

    @Test
    void noMethodIsSynchronized() {
        check(noMethods()
                .should()
                .haveModifier(SYNCHRONIZED)
                .because("the JDK itself hands over a contended monitor, and no test can repeat the order in which"));
    }

    @Test
    void noBlockIsSynchronized() throws IOException, URISyntaxException {
        List<String> found = new ArrayList<>();
        Path classes = Path.of(
                Task.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".class")).toList()) {
                ClassModel model = ClassFile.of().parse(file);
                for (MethodModel method : model.methods()) {
                    if (method.code().isPresent() && entersAMonitor(method)) {
                        found.add(model.thisClass().asInternalName() + "." + method.methodName() + "()");
                    }
                }
            }
        }
        assertThat(found)
                .as("a monitor, for the reason no method is synchronized; ArchUnit does not see blocks")
                .isEmpty();
    }

    private static boolean entersAMonitor(MethodModel method) {
        for (CodeElement element : method.code().orElseThrow()) {
            if (element instanceof MonitorInstruction) {
                return true;
            }
        }
        return false;
    }

    @Test
    void nothingIsKeptInAThreadLocal() {
        check(noClasses()
                .that(are(not(namesThreadLocalsOfUsers())))
                .should()
                .dependOnClassesThat(assignableTo(ThreadLocal.class))
                .because("threads are as many as tasks and share by accident; a scoped value ends where its"
                        + " block ends"));
    }

    @Test
    void nobodyLooksAtTheTimeOfDay() {
        check(noClasses()
                .should()
                .callMethodWhere(targetOwner(type(System.class)).and(target(nameMatching("currentTimeMillis"))))
                .orShould()
                .callMethodWhere(target(nameMatching("now")).and(targetOwner(resideInAnyPackage("java.time.."))))
                .orShould()
                .dependOnClassesThat(type(Clock.class))
                .because("it jumps when the clock of the machine is set; only what is to happen at a moment of the day"
                        + " asks for it, and the InstantSource it was given"));
    }

    // --- manners

    @Test
    void nobodyWritesToTheStandardStreams() {
        check(noClasses()
                .should()
                .accessFieldWhere(targetOwner(type(System.class)).and(target(nameMatching("out|err|in"))))
                .orShould()
                .callMethodWhere(
                        targetOwner(assignableTo(Throwable.class)).and(target(nameMatching("printStackTrace"))))
                .because("the streams belong to the program; the library has System.Logger"));
    }

    @Test
    void loggingIsSystemLogger() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..")
                .because("the program chooses what writes its log, and System.Logger lets it"));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> actorsOfTheFace() {
        return DescribedPredicate.describe(
                "are owners or made from owners",
                it -> it.getPackageName().equals(FACE)
                        && !it.isEnum()
                        && ACTORS.contains(outermost(it).getSimpleName()));
    }

    private static DescribedPredicate<JavaClass> oneOf(Set<String> names) {
        return DescribedPredicate.describe(
                "one of " + names,
                it -> it.getPackageName().startsWith("io.github.stint.internal.")
                        && names.contains(outermost(it).getSimpleName()));
    }

    private static DescribedPredicate<JavaClass> namesThreadLocalsOfUsers() {
        return DescribedPredicate.describe(
                "what carries thread-locals that users name",
                it -> Set.of("ContextPropagator", "ThreadLocals")
                        .contains(outermost(it).getSimpleName()));
    }

    private static JavaClass outermost(JavaClass it) {
        return it.getEnclosingClass().map(ArchitectureTest::outermost).orElse(it);
    }
}
