package io.github.stint.cli.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellQuoteTest {

    @Test
    void aPlainWordStaysAsItIs() {
        assertThat(ShellQuote.quote("/usr/bin/x-1.2_a@b%c+d=e:f,g")).isEqualTo("/usr/bin/x-1.2_a@b%c+d=e:f,g");
    }

    @Test
    void anEmptyWordIsSeen() {
        assertThat(ShellQuote.quote("")).isEqualTo("''");
    }

    @Test
    void wordsAreJoinedByBlanks() {
        assertThat(ShellQuote.quote(List.of("ls", "a b"))).isEqualTo("ls 'a b'");
    }

    @Test
    void noControlCharacterReachesTheTerminal() {
        assertThat(ShellQuote.quote("a\nb\t\u001b[2J\u007f")).isEqualTo("$'a\\nb\\t\\033[2J\\177'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "it's",
                "'",
                "''",
                "a; rm -rf b",
                "$(id)",
                "`id`",
                "\"",
                "\\",
                "a\nb",
                "-n",
                "*",
                "{}",
                "\u001b'\\x"
            })
    void aShellReadsBackTheSameWord(String word) throws Exception {
        Process bash = new ProcessBuilder("bash", "-c", "printf %s " + ShellQuote.quote(word)).start();

        assertThat(new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo(word);
    }
}
