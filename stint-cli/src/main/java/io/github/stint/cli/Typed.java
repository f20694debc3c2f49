package io.github.stint.cli;

import io.github.stint.cli.process.Terminal;
import io.github.stint.cli.words.RawWords;
import java.io.IOException;
import java.util.Locale;

/** Asks whoever sits at the terminal. */
final class Typed {

    private Typed() {}

    /** Whether somebody does. */
    static boolean possible() {
        return new Terminal(0).exists() && new Terminal(2).exists();
    }

    /** Whether that is answered by yes. */
    static boolean consent(String question) throws IOException {
        System.err.print("stint: " + question + " [y/N] ");
        System.err.flush();
        StringBuilder answer = new StringBuilder();
        for (int c = System.in.read(); c >= 0 && c != '\n'; c = System.in.read()) {
            answer.append((char) c);
        }
        return RawWords.encoded(answer.toString())
                .strip()
                .toLowerCase(Locale.ROOT)
                .matches("y|yes");
    }
}
