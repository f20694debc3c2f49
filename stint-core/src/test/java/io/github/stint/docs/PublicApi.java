package io.github.stint.docs;

import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What users of some packages can name, as text: every public or protected type, and what it has, its nullness included. What
 * a type has from a supertype that users cannot name is listed with it.
 */
final class PublicApi {

    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");
    private static final Set<String> OF_EVERY_OBJECT = Set.of("toString", "equals", "hashCode");

    private PublicApi() {}

    /** The lines for those packages, of which this is one type. */
    static List<String> lines(Class<?> one, List<String> packages) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : packages.stream().sorted().toList()) {
            lines.add("package " + name);
            for (Class<?> type : types(one, name)) {
                lines.add("");
                lines.add(header(type));
                members(type).forEach(member -> lines.add("    " + member));
            }
            lines.add("");
        }
        return lines;
    }

    private static List<Class<?>> types(Class<?> one, String packageName) throws IOException {
        TreeMap<String, Class<?>> types = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder(one).resolve(packageName.replace('.', '/')))) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".class")).toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                if (!name.endsWith("-info")) {
                    Class<?> type = load(one, packageName + "." + name);
                    if (isForUsers(type)) {
                        types.put(name, type);
                    }
                }
            }
        }
        return List.copyOf(types.values());
    }

    private static Path folder(Class<?> one) {
        try {
            return Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(Class<?> one, String name) {
        try {
            return Class.forName(name, false, one.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isForUsers(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return isForUsers(type.getModifiers()) && !type.isAnonymousClass() && (outer == null || isForUsers(outer));
    }

    private static boolean isForUsers(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static boolean isForUsers(Member member) {
        return isForUsers(member.getModifiers()) && !member.isSynthetic();
    }

    // ---- a type

    private static String header(Class<?> type) {
        int modifiers = type.getModifiers();
        StringBuilder header = new StringBuilder(Modifier.isProtected(modifiers) ? "protected " : "public ");
        boolean isValue = type.isEnum() || type.isRecord();
        if (!isValue && !type.isInterface()) {
            header.append(Modifier.isAbstract(modifiers) ? "abstract " : "")
                    .append(Modifier.isFinal(modifiers) ? "final " : "");
        }
        header.append(type.isSealed() && !type.isEnum() ? "sealed " : "")
                .append(kind(type))
                .append(' ');
        header.append(shortened(type.getName())).append(variables(type.getTypeParameters()));
        if (type.isRecord()) {
            header.append(Arrays.stream(type.getRecordComponents())
                    .map(PublicApi::component)
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        AnnotatedType parent = type.getAnnotatedSuperclass();
        if (parent != null && !isValue && type.getSuperclass() != Object.class && isForUsers(type.getSuperclass())) {
            header.append(" extends ").append(shortened(parent));
        }
        Set<String> interfaces = interfaces(type);
        if (!interfaces.isEmpty()) {
            header.append(type.isInterface() ? " extends " : " implements ").append(String.join(", ", interfaces));
        }
        return header.toString();
    }

    private static String kind(Class<?> type) {
        return type.isRecord() ? "record" : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
    }

    private static String component(RecordComponent component) {
        return shortened(component.getAnnotatedType()) + " " + component.getName();
    }

    private static Set<String> interfaces(Class<?> type) {
        Set<String> interfaces = new TreeSet<>();
        for (Class<?> from : withHidden(type)) {
            Arrays.stream(from.getAnnotatedInterfaces())
                    .map(PublicApi::shortened)
                    .forEach(interfaces::add);
        }
        return interfaces;
    }

    /** The type, and those above it that users cannot name. */
    private static List<Class<?>> withHidden(Class<?> type) {
        List<Class<?>> all = new ArrayList<>(List.of(type));
        for (Class<?> up = type.getSuperclass(); up != null && !isForUsers(up); up = up.getSuperclass()) {
            all.add(up);
        }
        return all;
    }

    // ---- what it has

    private static List<String> members(Class<?> type) {
        List<String> members = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.isEnumConstant()) {
                members.add(field.getName());
            }
        }
        Set<String> others =
                new TreeSet<>(Comparator.comparing(PublicApi::name).thenComparing(Comparator.naturalOrder()));
        for (Field field : type.getDeclaredFields()) {
            if (isForUsers(field) && !field.isEnumConstant()) {
                others.add(modifiers(field, type) + shortened(field.getAnnotatedType()) + " " + field.getName());
            }
        }
        for (Constructor<?> made : type.getDeclaredConstructors()) {
            if (isForUsers(made) && !type.isRecord() && !type.isEnum()) {
                others.add(modifiers(made, type) + type.getSimpleName() + parameters(made) + thrown(made));
            }
        }
        for (Class<?> from : withHidden(type)) {
            for (Method method : from.getDeclaredMethods()) {
                if (isForUsers(method) && isWorthTelling(type, method)) {
                    others.add(modifiers(method, type) + variables(method.getTypeParameters(), " ")
                            + shortened(method.getAnnotatedReturnType()) + " " + method.getName() + parameters(method)
                            + thrown(method));
                }
            }
        }
        members.addAll(others);
        return members;
    }

    /** Not what every object, enum or record has, and not what is told in the head. */
    private static boolean isWorthTelling(Class<?> type, Method method) {
        boolean ofEnum = type.isEnum() && Set.of("values", "valueOf").contains(method.getName());
        boolean ofRecord = type.isRecord()
                && method.getParameterCount() == 0
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(it -> it.getName().equals(method.getName()));
        return !ofEnum && !ofRecord && !OF_EVERY_OBJECT.contains(method.getName());
    }

    /** The name in a line: the last word before the parameters, or the last of all. */
    private static String name(String line) {
        String before = line.replaceFirst("\\(.*", "");
        return before.substring(before.lastIndexOf(' ') + 1);
    }

    private static String modifiers(Member member, Class<?> type) {
        int modifiers = member.getModifiers();
        StringBuilder text = new StringBuilder(Modifier.isProtected(modifiers) ? "protected " : "");
        if (member instanceof Method method && method.isDefault()) {
            text.append("default ");
        }
        text.append(Modifier.isStatic(modifiers) ? "static " : "");
        boolean isAbstract = Modifier.isAbstract(modifiers) && !type.isInterface();
        return text.append(isAbstract ? "abstract " : "").toString();
    }

    private static String parameters(Executable executable) {
        Parameter[] parameters = executable.getParameters();
        List<String> all = new ArrayList<>();
        for (Parameter parameter : parameters) {
            String type = shortened(parameter.getAnnotatedType());
            all.add((parameter.isVarArgs() ? type.replaceFirst("\\[]$", "...") : type) + " " + parameter.getName());
        }
        return "(" + String.join(", ", all) + ")";
    }

    private static String thrown(Executable executable) {
        AnnotatedType[] types = executable.getAnnotatedExceptionTypes();
        return types.length == 0
                ? ""
                : Arrays.stream(types).map(PublicApi::shortened).collect(Collectors.joining(", ", " throws ", ""));
    }

    private static String variables(TypeVariable<?>[] variables, String after) {
        String text = variables(variables);
        return text.isEmpty() ? "" : text + after;
    }

    private static String variables(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables).map(PublicApi::variable).collect(Collectors.joining(", ", "<", ">"));
    }

    private static String variable(TypeVariable<?> variable) {
        String bounds = Arrays.stream(variable.getAnnotatedBounds())
                .map(PublicApi::shortened)
                .collect(Collectors.joining(" & "));
        return variable.getName() + (bounds.equals("Object") ? "" : " extends " + bounds);
    }

    private static String shortened(AnnotatedType type) {
        return shortened(type.toString());
    }

    private static String shortened(String name) {
        return PACKAGE.matcher(name.replace("()", "")).replaceAll("").replace('$', '.');
    }
}
