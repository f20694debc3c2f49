package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The picture of the packages in docs/internals.md: an arrow for each package that knows another, and no other arrow. */
class ArchitecturePictureTest {

    private static final String FACES = "io.github.stint";
    private static final String INTERNAL = FACES + ".internal.";
    private static final Path DOCUMENT = Path.of("..", "docs", "internals.md");
    private static final Pattern PICTURE = Pattern.compile("```mermaid\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ARROWS = Pattern.compile("^ *(\\w+) --> (\\w+(?: & \\w+)*)$", Pattern.MULTILINE);

    @Test
    void thePackagesKnowEachOtherAsDrawn() throws IOException {
        assertThat(drawn()).isEqualTo(real());
    }

    /** What everybody knows, the values of the faces and the types that users may implement, is left out. */
    private static Set<String> real() {
        Set<String> arrows = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(FACES)) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String from = name(type);
                String to = name(dependency.getTargetClass());
                if (!from.isEmpty() && !to.isEmpty() && !to.equals("faces") && !from.equals(to)) {
                    arrows.add(from + " --> " + to);
                }
            }
        }
        return arrows;
    }

    private static String name(JavaClass type) {
        String its = type.getPackageName();
        return its.equals(FACES) ? "faces" : its.startsWith(INTERNAL) ? its.substring(INTERNAL.length()) : "";
    }

    private static Set<String> drawn() throws IOException {
        Matcher picture = PICTURE.matcher(Files.readString(DOCUMENT));
        assertThat(picture.find()).as("a picture in " + DOCUMENT).isTrue();
        Set<String> arrows = new TreeSet<>();
        Matcher arrow = ARROWS.matcher(picture.group(1));
        while (arrow.find()) {
            for (String to : arrow.group(2).split(" & ", -1)) {
                arrows.add(arrow.group(1) + " --> " + to);
            }
        }
        return arrows;
    }
}
