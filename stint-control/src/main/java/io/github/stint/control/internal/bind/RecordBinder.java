package io.github.stint.control.internal.bind;

import io.github.stint.control.internal.json.JsonFault;
import io.github.stint.control.internal.json.JsonObject;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of what came as JSON: of an object by the names of its fields, of a list by position, of anything else if the
 * record has one component. What a component may be is decided once, when a handler is registered: {@code String},
 * {@code boolean}, {@code int}, {@code long}, {@code double} and their boxes, {@code Duration} (as text, {@code PT5S}), an enum,
 * or a {@code List} of these. Boxes, lists and the rest may be left out and are null then, a list empty.
 *
 * @param <A> the record
 */
public final class RecordBinder<A extends Record> implements Function<@Nullable Object, A> {

    private final Class<A> type;
    private final MethodHandle constructor;
    private final List<Part> parts;

    private RecordBinder(Class<A> type, MethodHandle constructor, List<Part> parts) {
        this.type = type;
        this.constructor = constructor;
        this.parts = parts;
    }

    private record Part(String name, boolean isNeeded, Function<@Nullable Object, @Nullable Object> read) {}

    /**
     * One for that record, which that lookup can make.
     *
     * @throws IllegalArgumentException if it cannot, or a component is of another type
     */
    public static <A extends Record> RecordBinder<A> of(Lookup lookup, Class<A> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        MethodHandle constructor;
        try {
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalArgumentException("the lookup cannot make a " + type.getName(), e);
        }
        List<Part> parts = new ArrayList<>();
        for (RecordComponent component : components) {
            parts.add(new Part(
                    component.getName(),
                    component.getType().isPrimitive(),
                    reader(component.getName(), component.getGenericType())));
        }
        return new RecordBinder<>(type, constructor, List.copyOf(parts));
    }

    /** The names of the components. */
    public List<String> names() {
        return parts.stream().map(Part::name).toList();
    }

    @Override
    public A apply(@Nullable Object json) {
        @Nullable
        Object[] values = switch (json) {
            case JsonObject object -> byName(object);
            case List<?> list -> byPosition(list);
            case null, default -> byPosition(json == null ? List.of() : List.of(json));
        };
        try {
            return type.cast(constructor.invokeWithArguments(values));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException(e);
        }
    }

    private @Nullable Object[] byName(JsonObject object) {
        for (String name : object.names()) {
            if (parts.stream().noneMatch(it -> it.name().equals(name))) {
                throw new JsonFault(
                        "there is no argument " + JsonObject.shown(name) + "; there are " + String.join(", ", names()));
            }
        }
        @Nullable Object[] values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(parts.get(i), object.value(parts.get(i).name()));
        }
        return values;
    }

    private @Nullable Object[] byPosition(List<?> list) {
        if (list.size() > parts.size()) {
            throw new JsonFault(list.size() + " arguments are too many, there are " + String.join(", ", names()));
        }
        @Nullable Object[] values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(parts.get(i), i < list.size() ? list.get(i) : null);
        }
        return values;
    }

    private static @Nullable Object read(Part part, @Nullable Object json) {
        if (json == null && part.isNeeded()) {
            throw new JsonFault("argument '" + part.name() + "' is missing");
        }
        return part.read().apply(json);
    }

    // ---- what a component may be

    private static Function<@Nullable Object, @Nullable Object> reader(String name, Type type) {
        if (type instanceof ParameterizedType of && of.getRawType() == List.class) {
            Function<@Nullable Object, @Nullable Object> element = reader(name, of.getActualTypeArguments()[0]);
            return json -> list(name, json, element);
        }
        if (type instanceof Class<?> plain) {
            Function<Object, @Nullable Object> read = plainReader(name, plain);
            return json -> json == null ? null : read.apply(json);
        }
        throw unfit(name, type);
    }

    private static List<Object> list(
            String name, @Nullable Object json, Function<@Nullable Object, @Nullable Object> element) {
        if (json == null) {
            return List.of();
        }
        if (!(json instanceof List<?> list)) {
            throw wrong(name, "a list", json);
        }
        List<Object> values = new ArrayList<>();
        for (Object one : list) {
            Object value = element.apply(one);
            if (value == null) {
                throw wrong(name, "a list without null", json);
            }
            values.add(value);
        }
        return List.copyOf(values);
    }

    private static Function<Object, @Nullable Object> plainReader(String name, Class<?> type) {
        if (type == String.class) {
            return json -> json instanceof String ? json : fail(name, "a text", json);
        }
        if (type == boolean.class || type == Boolean.class) {
            return json -> json instanceof Boolean ? json : fail(name, "true or false", json);
        }
        if (type == long.class || type == Long.class) {
            return json -> json instanceof Long ? json : fail(name, "a whole number", json);
        }
        if (type == int.class || type == Integer.class) {
            return json -> json instanceof Long number && number == number.intValue()
                    ? number.intValue()
                    : fail(name, "a whole number below 2^31", json);
        }
        if (type == double.class || type == Double.class) {
            return json -> json instanceof Number number ? number.doubleValue() : fail(name, "a number", json);
        }
        if (type == Duration.class) {
            return json -> duration(name, json);
        }
        if (type.isEnum()) {
            return json -> constant(name, type, json);
        }
        throw unfit(name, type);
    }

    private static Object duration(String name, Object json) {
        try {
            return json instanceof String text ? Duration.parse(text) : fail(name, "a time such as \"PT5S\"", json);
        } catch (DateTimeParseException e) {
            return fail(name, "a time such as \"PT5S\"", json);
        }
    }

    private static Object constant(String name, Class<?> type, Object json) {
        List<String> words = new ArrayList<>();
        for (Object one : type.getEnumConstants()) {
            String word = ((Enum<?>) one).name();
            if (json instanceof String text && word.equalsIgnoreCase(text.replace('-', '_'))) {
                return one;
            }
            words.add(word.toLowerCase(Locale.ROOT));
        }
        return fail(name, "one of " + String.join(", ", words), json);
    }

    private static Object fail(String name, String what, Object json) {
        throw wrong(name, what, json);
    }

    private static JsonFault wrong(String name, String what, Object json) {
        return new JsonFault("argument '" + name + "' must be " + what + ": " + JsonObject.shown(json));
    }

    private static IllegalArgumentException unfit(String name, Type type) {
        return new IllegalArgumentException("component '" + name + "' is a " + type.getTypeName()
                + ", which has no form in JSON here; use String, a number, boolean, Duration, an enum or a"
                + " List of these");
    }
}
