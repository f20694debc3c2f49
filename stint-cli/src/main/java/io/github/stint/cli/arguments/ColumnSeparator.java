package io.github.stint.cli.arguments;

import io.github.stint.cli.words.RawWords;
import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What stands between the columns of a line: a regular expression over its bytes.
 *
 * @param pattern finds one
 */
public record ColumnSeparator(Pattern pattern) {

    /** The separator of that raw expression. */
    public static ColumnSeparator of(String expression) throws UsageException {
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new UsageException("--colsep is no regular expression: " + ShellQuote.quote(expression) + ": "
                    + RawWords.encoded(e.getDescription()));
        }
        if (pattern.matcher("").matches()) {
            throw new UsageException(
                    "--colsep matches the empty text, so there is no end of columns: " + ShellQuote.quote(expression));
        }
        return new ColumnSeparator(pattern);
    }

    /** The columns of a line, raw; as many as there are separators and one. */
    public List<String> split(String line) {
        return List.of(pattern.split(line, -1));
    }
}
