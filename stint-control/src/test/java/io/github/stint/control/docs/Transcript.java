package io.github.stint.control.docs;

import io.github.stint.control.testing.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A document with what is said over a connection: lines of ours, and answers without what differs from run to run. */
final class Transcript implements AutoCloseable {

    private static final Pattern NUMBERS =
            Pattern.compile("\"(pid|waited|ran|took|inState|nextIn|p50|p90|p99|max)\":[0-9.]+");
    private static final Pattern MOMENTS = Pattern.compile("\"at\":\"[^\"]+\"");
    private static final Pattern STACKS = Pattern.compile("\"stack\":\\[[^\\]]+]");
    private static final Pattern USER =
            Pattern.compile("\\(" + Pattern.quote(System.getProperty("user.name")) + ", from");

    private final StringBuilder text = new StringBuilder();
    private final RawClient client;
    private boolean inBlock;

    Transcript(Path socket) throws IOException {
        client = RawClient.at(socket);
    }

    /** Adds words. */
    Transcript say(String words) {
        close(inBlock);
        text.append(words.strip()).append("\n\n");
        return this;
    }

    /** Adds the next line of the server. */
    Transcript hear() throws IOException {
        return hearOf("");
    }

    /** Adds the next line of the server that has that in it. */
    Transcript hearOf(String part) throws IOException {
        String line = client.hear();
        while (!line.contains(part)) {
            line = client.hear();
        }
        open();
        text.append("← ").append(stable(line)).append('\n');
        return this;
    }

    /** Sends a line, and adds it and the answer. */
    Transcript ask(String line) throws IOException {
        open();
        client.say(line);
        text.append("→ ").append(line).append('\n');
        return hear();
    }

    /** The document so far. */
    String text() {
        close(inBlock);
        return text.toString().stripTrailing() + "\n";
    }

    private void open() {
        if (!inBlock) {
            text.append("```text\n");
            inBlock = true;
        }
    }

    private void close(boolean block) {
        if (block) {
            text.append("```\n\n");
            inBlock = false;
        }
    }

    private static String stable(String line) {
        String stable = NUMBERS.matcher(line).replaceAll("\"$1\":…");
        stable = MOMENTS.matcher(stable).replaceAll("\"at\":\"…\"");
        stable = STACKS.matcher(stable).replaceAll("\"stack\":[…]");
        return USER.matcher(stable).replaceAll("(alice, from");
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
