package io.github.stint.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One specification with values for its constants, and what TLC is to check of it.
 *
 * @param spec the module
 * @param name what is special about it
 * @param constants their values, as TLA+ writes them
 * @param invariants names of state predicates that hold always
 * @param properties names of temporal formulas that hold
 */
record Model(
        String spec, String name, Map<String, String> constants, List<String> invariants, List<String> properties) {

    static Model of(String spec, String name) {
        return new Model(spec, name, Map.of(), List.of(), List.of());
    }

    /** The same with that constant, which is a string in TLA+. */
    Model where(String constant, String text) {
        return with(constant, '"' + text + '"');
    }

    Model where(String constant, int number) {
        return with(constant, Integer.toString(number));
    }

    Model where(String constant, boolean truth) {
        return with(constant, truth ? "TRUE" : "FALSE");
    }

    /** The same with a set of that many strings: {@code "x1"}, {@code "x2"}, ... */
    Model whereSet(String constant, String prefix, int size) {
        return with(constant, strings(prefix, size).collect(Collectors.joining(", ", "{", "}")));
    }

    /** The same with a sequence of that many strings. */
    Model whereSequence(String constant, String prefix, int size) {
        return with(constant, strings(prefix, size).collect(Collectors.joining(", ", "<<", ">>")));
    }

    private static Stream<String> strings(String prefix, int size) {
        return IntStream.rangeClosed(1, size).mapToObj(it -> '"' + prefix + it + '"');
    }

    private Model with(String constant, String value) {
        Map<String, String> more = new LinkedHashMap<>(constants);
        more.put(constant, value);
        return new Model(spec, name, more, invariants, properties);
    }

    Model named(String newName) {
        return new Model(spec, newName, constants, invariants, properties);
    }

    /** The same, and that predicate holds always. */
    Model always(String... names) {
        List<String> more = new ArrayList<>(invariants);
        more.addAll(List.of(names));
        return new Model(spec, name, constants, more, properties);
    }

    /** The same, and that formula holds. */
    Model holds(String... names) {
        List<String> more = new ArrayList<>(properties);
        more.addAll(List.of(names));
        return new Model(spec, name, constants, invariants, more);
    }

    /** The same, and nothing of it is checked. */
    Model unchecked() {
        return new Model(spec, name, constants, List.of(), List.of());
    }

    List<String> checked() {
        List<String> all = new ArrayList<>(invariants);
        all.addAll(properties);
        return all;
    }

    /** The module and the configuration that TLC reads: constants that are no number or string are defined in the module. */
    String module() {
        return "---- MODULE " + file() + " ----\nEXTENDS " + spec + "\n"
                + lines(constants, (constant, value) -> "Its" + constant + " == " + value + "\n") + "====\n";
    }

    String configuration() {
        return "SPECIFICATION Spec\nCONSTANTS\n"
                + lines(constants, (constant, value) -> "  " + constant + " <- Its" + constant + "\n")
                + section("INVARIANTS", invariants) + section("PROPERTIES", properties) + "CHECK_DEADLOCK FALSE\n";
    }

    private static String lines(Map<String, String> constants, BiFunction<String, String, String> line) {
        return constants.entrySet().stream()
                .map(it -> line.apply(it.getKey(), it.getValue()))
                .collect(Collectors.joining());
    }

    private static String section(String head, List<String> names) {
        return names.isEmpty() ? "" : head + " " + String.join(" ", names) + "\n";
    }

    /** The name of its files, without a suffix. */
    String file() {
        return spec + "_" + name.replaceAll("[^A-Za-z]+", "_");
    }

    @Override
    public String toString() {
        return spec + ": " + name;
    }
}
