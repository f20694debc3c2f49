package io.github.stint.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTemplateTest {

    private static final Places PLACES = Places.inBraces(List.of("city", "post code"));

    private static WordTemplate words(List<String> words) {
        return new WordTemplate(words, PLACES);
    }

    private static List<String> filled(Values values, String... words) {
        return words(List.of(words)).wordsFor(values);
    }

    private static Values values(String... values) {
        return new Values(List.of(values), 7, 3);
    }

    @Test
    void theArgumentReplacesEveryPlace() {
        WordTemplate template = words(List.of("cp", "{}", "{}.old", "a{}b{}"));

        assertThat(template.wordsFor(values("x y"))).containsExactly("cp", "x y", "x y.old", "ax ybx y");
    }

    @Test
    void withoutAPlaceTheArgumentIsTheLastWord() {
        assertThat(words(List.of("echo", "a")).wordsFor(values("b"))).containsExactly("echo", "a", "b");
    }

    @Test
    void anArgumentThatLooksLikeAPlaceIsNotReplacedAgain() {
        assertThat(words(List.of("echo", "{}")).wordsFor(values("{}"))).containsExactly("echo", "{}");
    }

    @Test
    void theProgramIsKnownUnlessTheArgumentIsInIt() {
        assertThat(words(List.of("echo", "{}")).program()).isEqualTo("echo");
        assertThat(words(List.of("./{}.sh")).program()).isNull();
    }

    @Test
    void anEmptyCommandIsRefused() {
        assertThatThrownBy(() -> words(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no command given");
    }

    @Test
    void aCommandIsShownAsOneWouldTypeIt() throws Exception {
        assertThat(words(List.of("ls", "-l")).shownFor(values("a b"))).isEqualTo("ls -l 'a b'");
        assertThat(new ShellTemplate("bash", "ls {} | wc", PLACES).shownFor(values("a b")))
                .isEqualTo("ls 'a b' | wc");
    }

    @Test
    void theArgumentGoesBesideTheLineOfAShell() throws Exception {
        assertThat(new ShellTemplate("bash", "echo {}", PLACES).wordsFor(values("a; b")))
                .startsWith("bash", "-c")
                .endsWith("a; b")
                .element(2)
                .asString()
                .doesNotContain("a; b");
    }

    @Test
    void theNamesOfFilesAreTakenApart() {
        assertThat(filled(values("/a/b.c/d.tar.gz"), "x", "{.}", "{/}", "{//}", "{/.}", "_{/.}_"))
                .containsExactly("x", "/a/b.c/d.tar", "d.tar.gz", "/a/b.c", "d.tar", "_d.tar_");
        assertThat(filled(values("a"), "x", "{.}", "{/}", "{//}", "{/.}")).containsExactly("x", "a", "a", ".", "a");
        assertThat(filled(values("/a"), "x", "{//}")).containsExactly("x", "/");
        assertThat(filled(values("a//b"), "x", "{//}")).containsExactly("x", "a");
        assertThat(filled(values("b.c/d"), "x", "{.}", "{/.}")).containsExactly("x", "b.c/d", "d");
        assertThat(filled(values("a."), "x", "{.}")).containsExactly("x", "a.");
    }

    @Test
    void severalValuesAreSeveralWordsUnlessTheyArePartOfOne() {
        assertThat(filled(values("a", "b c"), "x", "{}", "-{}-")).containsExactly("x", "a", "b c", "-a b c-");
        assertThat(filled(values("a.x", "b.y"), "x", "{.}")).containsExactly("x", "a", "b");
        assertThat(filled(values("a", "b"), "x")).containsExactly("x", "a", "b");
    }

    @Test
    void aColumnIsNamedByItsNumberOrItsName() {
        assertThat(filled(values("a.b", "c"), "x", "{2}", "{1}", "{-1}", "{1.}", "{city}", "{post code}", "{city.}"))
                .containsExactly("x", "c", "a.b", "c", "a", "a.b", "c", "a");
        assertThat(filled(values("a"), "x", "{2}", "{-2}")).containsExactly("x", "", "");
    }

    @Test
    void theNumberOfTheJobAndItsSlotAreKnown() {
        assertThat(filled(values("a"), "x", "{#}-{%}")).containsExactly("x", "7-3");
    }

    @Test
    void otherBracesStayAsTheyAre() {
        assertThat(filled(values("a"), "awk", "{print $1}", "{0}", "{x}", "{{}}", "{", "}", "{///}", "{1234567}"))
                .containsExactly("awk", "{print $1}", "{0}", "{x}", "{a}", "{", "}", "{///}", "{1234567}");
    }

    @Test
    void aShellLineHasAllOfThem() throws Exception {
        assertThat(shell("printf '%s,' {2} \"{1.} {#}\" '{%}' {}", "a b.c", "it's"))
                .isEqualTo("it's,a b 7,3,a b.c,it's,");
        assertThat(shell("printf '%s,' one", "a b", "c")).isEqualTo("one,a b,c,");
    }

    @Test
    void theExpansionsOfAShellAreItsOwn() throws Exception {
        assertThat(shell("set -- x y; v=abc; printf '%s,' ${#} ${1} ${v%c} {1}", "a"))
                .isEqualTo("2,x,ab,a,");
    }

    @Test
    void aShellLineIsShownFilled() throws Exception {
        assertThat(new ShellTemplate("bash", "cp {} {1.}.x | wc", PLACES).shownFor(values("a b.c")))
                .isEqualTo("cp 'a b.c' 'a b'.x | wc");
    }

    private static String shell(String line, String... values) throws Exception {
        List<String> words = new ShellTemplate("bash", line, PLACES).wordsFor(values(values));
        Process bash = new ProcessBuilder(words).start();
        return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
