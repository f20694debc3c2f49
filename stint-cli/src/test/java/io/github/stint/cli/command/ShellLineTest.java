package io.github.stint.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.cli.words.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellLineTest {

    private static final List<String> NASTY = List.of(
            "plain",
            "a b",
            "a; rm -rf b",
            "$(echo ran)",
            "`echo ran`",
            "it's",
            "\"",
            "\\",
            "a\nb",
            "*",
            "-n",
            "$x",
            "&",
            "|",
            "#",
            "!",
            "~",
            "{}",
            "'$(echo ran)'",
            "\"$(echo ran)\"",
            "");

    private static final Places PLACES = Places.inBraces(List.of());

    private static String fill(String line) throws UsageException {
        return ShellLine.fill(line, PLACES, place -> List.of("$V"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "echo {}|echo \"$V\"",
                "echo a{}b|echo a\"$V\"b",
                "echo \"a {} b\"|echo \"a $V b\"",
                "echo 'a {} b'|echo 'a '\"$V\"' b'",
                "echo $'a {} b'|echo $'a '\"$V\"$' b'",
                "echo \\\"{}|echo \\\"\"$V\"",
                "echo \"$(cat {})\"|echo \"$(cat \"$V\")\"",
                "echo \"$(cat '{}')\" {}|echo \"$(cat ''\"$V\"'')\" \"$V\"",
                "echo `cat {}` \"{}\"|echo `cat \"$V\"` \"$V\"",
                "echo $((1 + 2)) \"{}\"|echo $((1 + 2)) \"$V\"",
                "(echo {}) \"{}\"|(echo \"$V\") \"$V\"",
                "echo a#b '{}'|echo a#b ''\"$V\"''",
            })
    void aPlaceIsQuotedAsWhereItStandsAsks(String line, String filled) throws Exception {
        assertThat(fill(line)).isEqualTo(filled);
    }

    @Test
    void anApostropheInACommentOpensNothing() throws Exception {
        assertThat(fill("true # it's\necho {}")).isEqualTo("true # it's\necho \"$V\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf '%s\\0' {}",
                "printf '%s\\0' \"{}\"",
                "printf '%s\\0' '{}'",
                "printf '%s\\0' $'{}'",
                "printf '%s\\0' \"$(printf %s {}; printf .)\" | sed 's/\\.\\x00$/\\x00/'",
                "f() { printf '%s\\0' {}; }; f other",
                "set -- other; printf '%s\\0' {}",
            })
    void whateverTheArgumentIsItStaysOneWord(String line) throws Exception {
        for (String argument : NASTY) {
            assertThat(output(line, argument)).as(argument).isEqualTo(argument + "\0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat << x\n{}\nx",
                "cat <<-'x'\nit's {}\nx",
                "echo \"$(cat <<x\n{}\nx\n)\"",
                "echo `cat <<x\n{}\nx\n`",
                "cat {} - <<x | wc # {}\n\"{}\"\nx",
                "cat <<x \\\n - {}\n{}\nx",
                "cat <<x\none\nx\necho {}",
                "cat <<x\nno place\nx\n",
            })
    void aPlaceInAHereDocumentOrAfterItIsRefused(String line) {
        assertThatThrownBy(() -> new ShellTemplate("bash", line, PLACES))
                .isInstanceOf(UsageException.class)
                .hasMessage("'{}' cannot stand in a here-document (<<) or after it; put v={} before it and use $v");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v={}; cat <<x\n$v\nx",
                "v={}; cat <<x; true \"$v\"\n$v\nx",
                "cat {} 2> /dev/null <<x || echo {}\nx",
                "cat <<< {}",
                "true <<< x\necho {}",
                "true $((1 << 2)) \"$(( (1 << 2) ))\"\necho {}",
                "((x = (1 << 2) + 1 << 2))\necho {}",
                "true '<<' \"<<\" \\<\\< $'<<' > /dev/null < /dev/null\necho {}",
                "true # <<x\necho {}",
            })
    void aPlaceElsewhereIsFilled(String line) throws Exception {
        assertThat(output(line, "$(id) 'a'  \"")).isEqualTo("$(id) 'a'  \"\n");
    }

    @Test
    void theLineHasNoParametersOfItsOwn() throws Exception {
        assertThat(output("printf '%s,' $# {}", "x")).isEqualTo("0,x,");
    }

    @Test
    void aLineWithoutAPlaceGetsTheArgumentAtItsEnd() throws Exception {
        assertThat(output("printf %s, one\n", "a b")).isEqualTo("one,a b,");
    }

    private static String output(String line, String argument) throws Exception {
        List<String> words =
                new ArrayList<>(new ShellTemplate("bash", line, PLACES).wordsFor(new Values(List.of(argument), 1, 1)));
        Process bash = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
