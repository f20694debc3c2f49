package io.github.stint.verification;

import io.github.stint.verification.schedules.Property;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The methods of a package that are scenarios, in the order of their names. */
final class Scenarios {

    /** One of them, which is shown by its name. */
    record Named(Method method) {

        String property() {
            return method.getAnnotation(Property.class).value();
        }

        @Override
        public String toString() {
            return method.getDeclaringClass().getSimpleName() + "." + method.getName();
        }
    }

    private Scenarios() {}

    /** Those of the package of that name beside this class; at least one. */
    static Stream<Named> in(String name) {
        Class<?> here = Scenarios.class;
        try (Stream<Path> files = Files.list(Path.of(here.getResource(name).toURI()))) {
            List<Named> found = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("$") && !file.contains("-"))
                    .map(file -> here.getPackageName() + "." + name + "." + file.replace(".class", ""))
                    .flatMap(Scenarios::methodsOf)
                    .sorted(Comparator.comparing(Named::toString))
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalStateException("no scenario in '" + name + "'");
            }
            return found.stream();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("'" + name + "' cannot be listed", e);
        }
    }

    private static Stream<Named> methodsOf(String className) {
        try {
            return Arrays.stream(Class.forName(className).getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Property.class))
                    .map(Named::new);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("'" + className + "' was listed and cannot be loaded", e);
        }
    }
}
