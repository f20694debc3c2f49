package io.github.stint.cli.results;

import io.github.stint.cli.words.RawWords;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Finds the characters of UTF-8 in raw strings. */
final class Utf8 {

    private Utf8() {}

    /** How many bytes from there on are one character of several bytes that can be shown; 0 if they are none. */
    static int length(String raw, int at) {
        int first = raw.charAt(at);
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
        if (length == 0 || at + length > raw.length()) {
            return 0;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(RawWords.bytes(raw.substring(at, at + length)));
            int character =
                    Character.codePointAt(StandardCharsets.UTF_8.newDecoder().decode(bytes), 0);
            return Character.isISOControl(character) ? 0 : length;
        } catch (CharacterCodingException none) {
            return 0;
        }
    }
}
