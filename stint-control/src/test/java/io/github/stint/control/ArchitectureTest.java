package io.github.stint.control;

import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may know what, and what no class of the server or the client may do, with the reasons. */
class ArchitectureTest {

    private static final String TOP = "io.github.stint.control";
    private static final String INTERNAL = TOP + ".internal.";

    /** The packages beneath the top, none of which knows one that stands before it. */
    private static final List<String> DOWNWARDS = List.of(
            INTERNAL + "serve",
            INTERNAL + "call",
            INTERNAL + "lint",
            INTERNAL + "record",
            INTERNAL + "look",
            INTERNAL + "bind",
            INTERNAL + "filter",
            INTERNAL + "wire",
            INTERNAL + "io",
            INTERNAL + "socket",
            INTERNAL + "json",
            TOP + ".view");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(TOP);

    @Test
    void packagesFormNoCycle() {
        check(slices().matching(TOP + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("a part in a cycle can be neither tested nor understood alone"));
    }

    @Test
    void aPackageKnowsOnlyThoseFurtherDown() {
        List<String> above = new ArrayList<>(List.of(TOP));
        for (String here : DOWNWARDS) {
            check(noClasses()
                    .that()
                    .resideInAPackage(here)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above.toArray(String[]::new)));
            above.add(here);
        }
    }

    @Test
    void theClientKnowsNothingOfOwners() {
        check(noClasses()
                .that()
                .resideInAnyPackage(INTERNAL + "call", INTERNAL + "wire", INTERNAL + "json")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.github\\.stint\\.(TaskOwner|TaskPool|TaskManager|TaskService|WorkerPool|Task)")
                .because("it looks at another process"));
    }

    @Test
    void onlyJsonKnowsJackson() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(INTERNAL + "json")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .because("what is read and written is a small tree, whoever parses it"));
    }

    @Test
    void nothingIsCalledByReflectionNorRevivedFromBytes() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.lang\\.reflect\\.(Method|Constructor|Field)|java\\.io\\.Object(In|Out)putStream")
                .because("what can be asked for from outside is a closed list of verbs"));
    }

    @Test
    void onlyTheBindingOfRecordsMakesObjectsByHandles() {
        check(noClasses()
                .that()
                .haveNameNotMatching(".*\\.RecordBinder.*")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.invoke.MethodHandle")
                .because("an application names the records that may be made, and only those are"));
    }

    @Test
    void noThreadIsVirtual() {
        check(noClasses()
                .should()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .because("the server is needed most when no virtual thread can run"));
    }

    @Test
    void noMethodIsSynchronized() {
        check(noMethods()
                .should()
                .haveModifier(SYNCHRONIZED)
                .because("a lock is tried, interrupted and given a limit of time; a monitor is none of these"));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
