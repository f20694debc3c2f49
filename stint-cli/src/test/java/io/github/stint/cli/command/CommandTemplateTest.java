package io.github.stint.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTemplateTest {

    @Test
    void theArgumentReplacesEveryPlace() {
        WordTemplate template = new WordTemplate(List.of("cp", "{}", "{}.old", "a{}b{}"));

        assertThat(template.wordsFor("x y")).containsExactly("cp", "x y", "x y.old", "ax ybx y");
    }

    @Test
    void withoutAPlaceTheArgumentIsTheLastWord() {
        assertThat(new WordTemplate(List.of("echo", "a")).wordsFor("b")).containsExactly("echo", "a", "b");
    }

    @Test
    void anArgumentThatLooksLikeAPlaceIsNotReplacedAgain() {
        assertThat(new WordTemplate(List.of("echo", "{}")).wordsFor("{}")).containsExactly("echo", "{}");
    }

    @Test
    void theProgramIsKnownUnlessTheArgumentIsInIt() {
        assertThat(new WordTemplate(List.of("echo", "{}")).program()).isEqualTo("echo");
        assertThat(new WordTemplate(List.of("./{}.sh")).program()).isNull();
    }

    @Test
    void anEmptyCommandIsRefused() {
        assertThatThrownBy(() -> new WordTemplate(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no command given");
    }

    @Test
    void aCommandIsShownAsOneWouldTypeIt() throws Exception {
        assertThat(new WordTemplate(List.of("ls", "-l")).shownFor("a b")).isEqualTo("ls -l 'a b'");
        assertThat(new ShellTemplate("bash", "ls {} | wc").shownFor("a b")).isEqualTo("ls 'a b' | wc");
    }

    @Test
    void theArgumentGoesBesideTheLineOfAShell() throws Exception {
        assertThat(new ShellTemplate("bash", "echo {}").wordsFor("a; b"))
                .startsWith("bash", "-c")
                .endsWith("a; b")
                .element(2)
                .asString()
                .doesNotContain("a; b");
    }
}
