package io.github.stint.cli.words;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Words as the system knows them: bytes, carried in <em>raw strings</em> of one char a byte.
 *
 * <p>A file name need not be text in any encoding, and a name that was decoded and encoded again may be another name.
 * So nothing is decoded on its way from the command line or a list of arguments to the command, and messages that quote
 * a word are raw strings too. Everything this program looks for in a word ({@code {}}, a quote, a blank) is ASCII, which
 * no byte of a longer UTF-8 character equals.
 */
public final class RawWords {

    private static final Path OWN_COMMAND_LINE = Path.of("/proc/self/cmdline");

    private RawWords() {}

    public static String of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    public static String of(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    public static byte[] bytes(String raw) {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The raw string of a text that Java has decoded, for example from the environment. */
    public static String encoded(String text) {
        return of(text.getBytes(systemEncoding()));
    }

    /** The text of a raw string, for what is text and no name of a file. */
    public static String decoded(String raw) {
        return new String(bytes(raw), systemEncoding());
    }

    /** The file of that raw name. No byte of it is decoded, so every file can be named, whatever the locale. */
    public static Path path(String raw) {
        if (isAscii(raw)) {
            return Path.of(raw);
        }
        String absolute = raw.startsWith("/") ? "" : Path.of("").toUri().getRawPath();
        StringBuilder uri = new StringBuilder("file://").append(absolute);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            boolean plain = c == '/' || (c < 0x80 && Character.isLetterOrDigit(c));
            uri.append(plain ? Character.toString(c) : "%%%02X".formatted((int) c));
        }
        return Path.of(URI.create(uri.toString()));
    }

    /** The raw name of a file, without its folders. */
    public static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        if (isAscii(name)) {
            return name;
        }
        String uri = file.toUri().getRawPath();
        String path = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        String last = path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B");
        return URLDecoder.decode(last, StandardCharsets.ISO_8859_1);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /**
     * The words of our own command line, as they were given.
     *
     * <p>What {@code main} gets was decoded, with loss where the locale does not fit. Where the system shows a process
     * its own command line, the last words of it are taken instead.
     */
    public static List<String> ofCommandLine(String[] decoded) throws IOException {
        if (Files.isReadable(OWN_COMMAND_LINE)) {
            List<String> all = splitAtZero(Files.readAllBytes(OWN_COMMAND_LINE));
            if (all.size() > decoded.length) {
                return all.subList(all.size() - decoded.length, all.size());
            }
        }
        List<String> words = new ArrayList<>();
        for (String word : decoded) {
            words.add(encoded(word));
        }
        return words;
    }

    static List<String> splitAtZero(byte[] bytes) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                words.add(of(bytes, from, i - from));
                from = i + 1;
            }
        }
        return words;
    }

    private static Charset systemEncoding() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }
}
