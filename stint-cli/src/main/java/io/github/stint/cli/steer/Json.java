package io.github.stint.cli.steer;

import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Lines of JSON. A field that is null is left out. */
final class Json {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private Json() {}

    static String line(Map<String, @Nullable Object> fields) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, fields);
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, Object value) {
        switch (value) {
            case String text -> json.writeString(text);
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number when number == Math.rint(number) -> json.writeNumber(number.longValue());
            case Double number -> json.writeNumber(number);
            case Collection<?> elements -> {
                json.writeStartArray();
                elements.forEach(it -> write(json, it));
                json.writeEndArray();
            }
            case Map<?, ?> fields -> {
                json.writeStartObject();
                fields.forEach((name, field) -> {
                    if (field != null) {
                        json.writeName(String.valueOf(name));
                        write(json, field);
                    }
                });
                json.writeEndObject();
            }
            default -> throw new IllegalArgumentException("not a value of JSON: " + value.getClass());
        }
    }
}
