package io.github.stint.cli.results;

import io.github.stint.cli.words.RawWords;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The name of the folder of a job: its values with commas between them, as far as a file may be called so.
 *
 * <p>A byte that would do harm stands as {@code %2F} there: a slash, a comma, a percent sign, a control character, what is no
 * UTF-8, and a dot at the beginning. So different values have different names, none hides, and none leads to another folder. A
 * name that would be too long is cut, with a digest of the whole behind it. All are raw strings.
 */
final class FolderName {

    private static final String EMPTY = "%empty";
    private static final String DIGEST = "%~";
    private static final String TIMES = "%+";
    private static final int DIGEST_BYTES = 16;

    /** With what may stand behind it, this is less than the 255 bytes that a name may have. */
    private static final int LONGEST = 200;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private FolderName() {}

    /** That of a job with these values. */
    static String of(List<String> values) {
        StringBuilder name = new StringBuilder();
        int cut = 0;
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                name.append(',');
            }
            String value = values.get(i);
            int at = 0;
            while (at < value.length()) {
                int length = harmless(value, at, name.isEmpty());
                if (length == 0) {
                    name.append('%').append(HEX.toHexDigits((byte) value.charAt(at)));
                } else {
                    name.append(value, at, at + length);
                }
                at += Math.max(1, length);
                cut = name.length() <= LONGEST ? name.length() : cut;
            }
        }
        if (name.length() > LONGEST) {
            return name.substring(0, cut) + DIGEST + digest(name.toString());
        }
        return name.isEmpty() ? EMPTY : name.toString();
    }

    /** The name for a job whose name is taken, since the same values were there before; the second time, the third. */
    static String again(String name, int time) {
        return name + TIMES + time;
    }

    /** The name as it was before {@link #again}. */
    static String first(String name) {
        int times = name.lastIndexOf(TIMES);
        return times < 0 ? name : name.substring(0, times);
    }

    /** How many chars from there on are one character that may stand in a name; 0 if it may not. */
    private static int harmless(String value, int at, boolean first) {
        char c = value.charAt(at);
        if (c < 0x80) {
            return c < ' ' || c == 0x7f || "/,%".indexOf(c) >= 0 || (first && c == '.') ? 0 : 1;
        }
        return Utf8.length(value, at);
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(RawWords.bytes(name));
            return HEX.formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
