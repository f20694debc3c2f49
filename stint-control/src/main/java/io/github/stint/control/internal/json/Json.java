package io.github.stint.control.internal.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.io.SegmentedStringWriter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.BufferRecycler;

/**
 * Lines of JSON. One object a line, strict UTF-8, no field twice, nested 64 deep at most. Whole numbers are longs; larger
 * ones are refused, and so are numbers with a fraction that no double can hold.
 */
public final class Json {

    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_NAME = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .build())
            .build();

    private Json() {}

    // ---- reading

    /** Reads one object, and nothing behind it. */
    public static JsonObject read(byte[] line, int from, int to) {
        String text = decode(line, from, to);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NotJson("not a JSON object");
            }
            JsonObject object = object(parser);
            if (parser.nextToken() != null) {
                throw new NotJson("more than one JSON object in a line");
            }
            return object;
        } catch (JacksonException e) {
            throw new NotJson("not JSON: " + firstLine(e.getOriginalMessage()));
        }
    }

    /** Reads one object, and nothing behind it. */
    public static JsonObject read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return read(bytes, 0, bytes.length);
    }

    private static String decode(byte[] line, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(line, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NotJson("not UTF-8");
        }
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    private static JsonObject object(JsonParser parser) {
        JsonObject object = new JsonObject();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = whole(parser.currentName());
            JsonToken token = parser.nextToken();
            object.putRaw(name, value(parser, token));
        }
        return object;
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> whole(parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
            default -> throw new NotJson("not JSON: " + token);
        };
    }

    /** Refuses a text with half a pair of surrogates, which only escapes can make and UTF-8 cannot hold. */
    private static String whole(String text) {
        boolean isWhole =
                text.codePoints().noneMatch(it -> it >= Character.MIN_SURROGATE && it <= Character.MAX_SURROGATE);
        if (!isWhole) {
            throw new NotJson("not JSON: half a character in a text");
        }
        return text;
    }

    private static Double finite(double number) {
        if (!Double.isFinite(number)) {
            throw new JsonFault("a number is too large");
        }
        return number;
    }

    private static List<@Nullable Object> list(JsonParser parser) {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.add(value(parser, token));
        }
        return list;
    }

    // ---- writing

    /** An object as a line, with its end. */
    public static byte[] line(JsonObject object) {
        return (text(object) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A value as JSON, on one line. */
    static String text(@Nullable Object value) {
        SegmentedStringWriter out = new SegmentedStringWriter(new BufferRecycler());
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(generator, value);
        }
        return out.getAndClear();
    }

    private static void write(JsonGenerator to, @Nullable Object value) {
        switch (value) {
            case null -> to.writeNull();
            case String text -> to.writeString(text);
            case Boolean truth -> to.writeBoolean(truth);
            case Integer number -> to.writeNumber(number);
            case Long number -> to.writeNumber(number);
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 -> to.writeNumber(number.longValue());
            case Double number -> to.writeNumber(number);
            case JsonObject object -> {
                to.writeStartObject();
                for (Map.Entry<String, @Nullable Object> field : object.fields().entrySet()) {
                    to.writeName(field.getKey());
                    write(to, field.getValue());
                }
                to.writeEndObject();
            }
            case List<?> list -> {
                to.writeStartArray();
                list.forEach(it -> write(to, it));
                to.writeEndArray();
            }
            default -> throw new IllegalArgumentException("not JSON: " + value.getClass());
        }
    }
}
