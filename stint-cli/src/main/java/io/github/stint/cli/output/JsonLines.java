package io.github.stint.cli.output;

import io.github.stint.cli.command.CommandTemplate;
import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.job.Tally;
import io.github.stint.cli.spool.Held;
import io.github.stint.cli.words.ExitStatus;
import io.github.stint.cli.words.RawWords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Tells programs of each job that has ended, and at last of all of them: one JSON object a line on standard output.
 *
 * <p>What is no UTF-8 has another name, with {@code Base64} behind it, so nobody takes the one for the other. An output is in the
 * object up to a bound, so that the memory of this process and of its reader does not grow with it.
 */
public final class JsonLines {

    /** How many bytes of an output are told. */
    static final int MOST_TOLD = 1 << 20;

    private static final String BASE64 = "Base64";
    private static final double NANOS_A_MICRO = 1e3;
    private static final double MICROS_A_SECOND = 1e6;

    private final Screen screen;
    private final CommandTemplate template;
    private final JsonFactory factory = new JsonFactory();

    /** Writes to the standard output of that screen. */
    public JsonLines(Screen screen, CommandTemplate template) {
        this.screen = screen;
        this.template = template;
    }

    /** What makes up one object. */
    @FunctionalInterface
    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    /** A job has ended. */
    public void job(JobResult result) throws IOException {
        int status = result.status();
        boolean signalled = result.wasStarted() && status > ExitStatus.SIGNALLED;
        write("job", json -> {
            json.writeNumberProperty("seq", result.job().place());
            json.writeNumberProperty("slot", result.slot());
            values(json, result.job().values());
            text(json, "command", RawWords.bytes(template.shownFor(result.job().valuesIn(result.slot()))));
            json.writeStringProperty(
                    "start", Instant.ofEpochMilli(result.beginMillis()).toString());
            json.writeNumberProperty("seconds", seconds(result.nanos()));
            numberOrNull(json, "exit", signalled ? null : status);
            numberOrNull(json, "signal", signalled ? status - ExitStatus.SIGNALLED : null);
            json.writeBooleanProperty("timedOut", result.timedOutAfter() != null);
            json.writeNumberProperty("tries", result.job().tries());
            String cancelled = result.cancelled();
            if (cancelled != null) {
                text(json, "cancelled", RawWords.bytes(cancelled));
            }
            String problem = result.problem();
            if (problem != null) {
                text(json, "problem", RawWords.bytes(problem));
            }
            output(json, "stdout", result.out());
            output(json, "stderr", result.err());
        });
    }

    /**
     * No other job ends.
     *
     * @param complete whether there is no job that was not run
     * @param problem why arguments could not be read, raw; null if they could
     * @param status the exit status of this program
     */
    public void summary(Tally tally, boolean complete, @Nullable String problem, long nanos, int status)
            throws IOException {
        write("summary", json -> {
            json.writeNumberProperty("done", tally.ended());
            json.writeNumberProperty("failed", tally.failed());
            json.writeNumberProperty("cancelled", tally.cancelled());
            json.writeNumberProperty("doneBefore", tally.doneBefore());
            json.writeBooleanProperty("complete", complete);
            if (problem != null) {
                text(json, "problem", RawWords.bytes(problem));
            }
            json.writeNumberProperty("seconds", seconds(nanos));
            json.writeNumberProperty("exit", status);
        });
    }

    private void write(String type, Members members) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("type", type);
            members.write(json);
            json.writeEndObject();
        }
        line.write('\n');
        screen.toOutput(line.toByteArray());
    }

    private static double seconds(long nanos) {
        return Math.round(nanos / NANOS_A_MICRO) / MICROS_A_SECOND;
    }

    private static void numberOrNull(JsonGenerator json, String name, @Nullable Integer number) {
        if (number == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, number);
        }
    }

    /** Their names differ together, so that one list holds all. */
    private static void values(JsonGenerator json, List<String> values) {
        List<String> texts = new ArrayList<>();
        for (String value : values) {
            String text = textOf(RawWords.bytes(value), true);
            if (text != null) {
                texts.add(text);
            }
        }
        boolean areTexts = texts.size() == values.size();
        json.writeArrayPropertyStart(areTexts ? "values" : "values" + BASE64);
        if (areTexts) {
            texts.forEach(json::writeString);
        } else {
            values.forEach(value -> json.writeBinary(RawWords.bytes(value)));
        }
        json.writeEndArray();
    }

    private static void output(JsonGenerator json, String name, Held output) throws IOException {
        boolean whole = output.length() <= MOST_TOLD;
        bytes(json, name, output.beginning(MOST_TOLD), whole);
        if (!whole) {
            json.writeBooleanProperty(name + "Truncated", true);
            json.writeNumberProperty(name + "Bytes", output.length());
        }
    }

    private static void text(JsonGenerator json, String name, byte[] bytes) {
        bytes(json, name, bytes, true);
    }

    private static void bytes(JsonGenerator json, String name, byte[] bytes, boolean whole) {
        String text = textOf(bytes, whole);
        if (text != null) {
            json.writeStringProperty(name, text);
        } else {
            json.writeName(name + BASE64);
            json.writeBinary(bytes);
        }
    }

    /** Null if it is no UTF-8. If it is not whole it may end within a character, which is left out. */
    private static @Nullable String textOf(byte[] bytes, boolean whole) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        if (decoder.decode(ByteBuffer.wrap(bytes), text, whole).isError()) {
            return null;
        }
        return text.flip().toString();
    }
}
