package io.github.stint.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may know what, and what no class of the tool may do, with the reasons. */
class ArchitectureTest {

    private static final String TOP = "io.github.stint.cli";
    private static final String PROCESS = TOP + ".process";
    private static final String SIGNALS = TOP + ".batch.Signals";

    /** The packages beneath the top, none of which knows one that stands before it. */
    private static final List<String> DOWNWARDS = List.of(
            "top",
            "steer",
            "batch",
            "output",
            "job",
            "results",
            "control",
            "process",
            "command",
            "arguments",
            "spool",
            "manual",
            "words");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(TOP);

    // --- packages

    @Test
    void packagesFormNoCycle() {
        check(slices().matching("io.github.stint.(**)")
                .should()
                .beFreeOfCycles()
                .because("a part in a cycle can be neither tested nor understood alone"));
    }

    @Test
    void aPackageKnowsOnlyThoseFurtherDown() {
        List<String> above = new ArrayList<>(List.of(TOP));
        for (String name : DOWNWARDS) {
            String here = TOP + "." + name;
            check(noClasses()
                    .that()
                    .resideInAPackage(here)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above.toArray(String[]::new))
                    .because("the list in the description of " + TOP + " can be read from its end"));
            above.add(here);
        }
    }

    @Test
    void whatIsRunHowAndForWhatKnowNothingOfEachOther() {
        check(slices().matching(TOP + ".(process|command|arguments)")
                .should()
                .notDependOnEachOther()
                .because("only a job brings the three together"));
    }

    @Test
    void onlyTheTopKnowsPicocli() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(TOP)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .because("past the reading of the command line there is only a plan"));
    }

    @Test
    void onlyWritersOfObjectsAndWhatSteersKnowJackson() {
        check(noClasses()
                .that(not(nameMatching(TOP.replace(".", "\\.") + "\\.(output\\.JsonLines|steer\\.).*")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .because("a run without --json must not wait until it is loaded"));
    }

    @Test
    void steeringKnowsNothingOfARun() {
        check(noClasses()
                .that()
                .resideInAPackage(TOP + ".steer")
                .should()
                .dependOnClassesThat(
                        resideInAPackage(TOP + "..").and(not(resideInAnyPackage(TOP + ".steer", TOP + ".words"))))
                .because("it is about any application"));
    }

    @Test
    void onlyTheTerminalOfTopKnowsJLine() {
        check(noClasses()
                .that(not(nameMatching(TOP.replace(".", "\\.") + "\\.top\\.Tty")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jline..")
                .because("no other command must wait until it is loaded, and a screen is tested without a terminal"));
    }

    // --- the edges of the JDK

    @Test
    void onlyProcessesUseForeignFunctions() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(PROCESS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .because("a mistake in a native call ends the JVM or worse, so what makes one is kept in one place"));
    }

    @Test
    void onlySignalsUsesTheUnsupportedPartOfTheJdk() {
        check(noClasses()
                .that(not(nameMatching(SIGNALS.replace(".", "\\."))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("sun..", "jdk.internal.."))
                .because("it may go in any release, and then one class is to be written anew"));
    }

    // --- locks

    @Test
    void nobodyWaitsOnAMonitor() {
        check(noClasses()
                .should()
                .callMethodWhere(
                        targetOwner(equivalentTo(Object.class)).and(target(nameMatching("wait|notify|notifyAll"))))
                .because("jobs are virtual threads, and JDK 25.0.3 can leave one blocked after a timed Object.wait"
                        + " (JDK-8373120)"));
    }

    @Test
    void noMethodIsSynchronized() {
        check(noMethods()
                .should()
                .haveModifier(SYNCHRONIZED)
                .because("a lock is tried, interrupted and given a limit of time; a monitor is none of these"));
    }

    @Test
    void noBlockIsSynchronized() throws IOException, URISyntaxException {
        List<String> found = new ArrayList<>();
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
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

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
