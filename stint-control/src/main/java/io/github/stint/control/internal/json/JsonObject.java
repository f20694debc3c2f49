package io.github.stint.control.internal.json;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: fields in order, whose values are null, booleans, longs, doubles, strings, lists and further objects. A
 * field that is read as something else than it is throws a {@link JsonFault} that names it.
 */
public final class JsonObject {

    private static final double NANOS_A_MILLI = 1_000_000;

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    /** Makes one without fields. */
    public JsonObject() {}

    // ---- writing

    /** Adds a field; null adds none. Numbers are longs, integers or doubles; lists hold what a field may be. */
    public JsonObject put(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }

    /** Adds a time in milliseconds, with three digits behind the point; null adds none. */
    public JsonObject putMillis(String name, @Nullable Duration time) {
        return put(name, time == null ? null : Math.rint(nanos(time) / 1e3) / 1e3);
    }

    /** Adds a list of what these are written as; an empty one too. */
    public <T> JsonObject putAll(String name, List<T> values, Function<? super T, ?> write) {
        List<Object> written = new ArrayList<>(values.size());
        values.forEach(it -> written.add(write.apply(it)));
        return put(name, written);
    }

    void putRaw(String name, @Nullable Object value) {
        fields.put(name, value);
    }

    private static double nanos(Duration time) {
        return time.getSeconds() * 1e9 + time.getNano();
    }

    // ---- reading

    /** The names of the fields. */
    public Set<String> names() {
        return fields.keySet();
    }

    /** Its fields. */
    Map<String, @Nullable Object> fields() {
        return fields;
    }

    /** Whether there is such a field and it is not null. */
    public boolean has(String name) {
        return fields.get(name) != null;
    }

    /** The value of a field as it is; null if there is none. */
    public @Nullable Object value(String name) {
        return fields.get(name);
    }

    /** A text. */
    public String text(String name) {
        return required(name, textOr(name, null));
    }

    /** A text, or something else if there is none. */
    public @Nullable String textOr(String name, @Nullable String otherwise) {
        return as(name, String.class, "a text", otherwise);
    }

    /** A whole number. */
    public long number(String name) {
        return required(name, numberOr(name, null));
    }

    /** A whole number, or something else if there is none. */
    public @Nullable Long numberOr(String name, @Nullable Long otherwise) {
        return as(name, Long.class, "a whole number", otherwise);
    }

    /** A whole number between bounds. */
    public int integer(String name, int least, int most) {
        long number = number(name);
        if (number < least || number > most) {
            throw new JsonFault("'" + name + "' must be from " + least + " to " + most + ": " + number);
        }
        return (int) number;
    }

    /** A whole number between bounds, or something else if there is none. */
    public int integerOr(String name, int least, int most, int otherwise) {
        return has(name) ? integer(name, least, most) : otherwise;
    }

    /** Yes or no; no if there is none. */
    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(as(name, Boolean.class, "true or false", Boolean.FALSE));
    }

    /** A time in milliseconds; null if there is none. */
    public @Nullable Duration millisOrNull(String name) {
        Object value = fields.get(name);
        double millis;
        switch (value) {
            case null -> {
                return null;
            }
            case Long number -> millis = number;
            case Double number -> millis = number;
            default -> throw new JsonFault("'" + name + "' must be a number of milliseconds: " + shown(value));
        }
        if (millis < 0 || millis > 1e15) {
            throw new JsonFault("'" + name + "' must be a number of milliseconds from 0 to 1e15: " + shown(value));
        }
        long whole = (long) millis;
        return Duration.ofMillis(whole).plusNanos(Math.round((millis - whole) * NANOS_A_MILLI));
    }

    /** A time in milliseconds. */
    public Duration millis(String name) {
        return required(name, millisOrNull(name));
    }

    /** One of those of an enum, whatever the case of its letters. */
    public <E extends Enum<E>> E word(String name, Class<E> type) {
        String word = text(name);
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new JsonFault("'" + name + "' must be one of " + words(type) + ": " + shown(word));
        }
    }

    /** One of those of an enum, or something else if there is none. */
    public <E extends Enum<E>> E wordOr(String name, Class<E> type, E otherwise) {
        return has(name) ? word(name, type) : otherwise;
    }

    private static <E extends Enum<E>> String words(Class<E> type) {
        List<String> words = new ArrayList<>();
        for (E one : type.getEnumConstants()) {
            words.add(one.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return String.join(", ", words);
    }

    /** An object. */
    public JsonObject object(String name) {
        return required(name, objectOrNull(name));
    }

    /** An object, or null if there is none. */
    public @Nullable JsonObject objectOrNull(String name) {
        return as(name, JsonObject.class, "an object", null);
    }

    /** A list of whatever; empty if there is none. */
    public List<?> list(String name) {
        List<?> list = as(name, List.class, "a list", null);
        return list == null ? List.of() : list;
    }

    /** A list of objects, each read as something; empty if there is none. */
    public <T> List<T> objects(String name, Function<? super JsonObject, ? extends T> read) {
        List<T> all = new ArrayList<>();
        for (Object one : list(name)) {
            if (!(one instanceof JsonObject object)) {
                throw new JsonFault("'" + name + "' must be a list of objects");
            }
            all.add(read.apply(object));
        }
        return all;
    }

    /** A list of texts; empty if there is none. */
    public List<String> texts(String name) {
        List<String> all = new ArrayList<>();
        for (Object one : list(name)) {
            if (!(one instanceof String text)) {
                throw new JsonFault("'" + name + "' must be a list of texts");
            }
            all.add(text);
        }
        return all;
    }

    private <T> @Nullable T as(String name, Class<T> type, String what, @Nullable T otherwise) {
        Object value = fields.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!type.isInstance(value)) {
            throw new JsonFault("'" + name + "' must be " + what + ": " + shown(value));
        }
        return type.cast(value);
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new JsonFault("'" + name + "' is missing");
        }
        return value;
    }

    /** A value for a message: as JSON, cut if it is long. */
    public static String shown(@Nullable Object value) {
        String text = Json.text(value);
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    /** The object as JSON. */
    @Override
    public String toString() {
        return Json.text(this);
    }
}
