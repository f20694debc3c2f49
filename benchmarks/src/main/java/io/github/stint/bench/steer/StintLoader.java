package io.github.stint.bench.steer;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.constant.ConstantDescs;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Loads the library once more, as it is or with all watching taken out: then nobody can listen and nothing can be recorded, and
 * what is left of the calls are constants, which the JIT removes as if nobody had written them. What is compared are two
 * that were loaded like this, so that the loader is in both.
 */
final class StintLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String LIBRARY = "io.github.stint.";
    private static final String BENCHMARKS = "io.github.stint.bench.";
    private static final String WATCH = "io.github.stint.internal.watch.";

    /** By class: the methods that are taken out. Those that answer say no: no recording, no listener. */
    private static final Map<String, Set<String>> TAKEN_OUT = Map.of(
            WATCH + "Listeners", Set.of("isEmpty", "tell"),
            WATCH + "Recording", Set.of("isPossible", "started", "opened", "rejected", "closed"));

    private final boolean withoutWatching;

    StintLoader(boolean withoutWatching) {
        super("stint", StintLoader.class.getClassLoader());
        this.withoutWatching = withoutWatching;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isOwn(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    private static boolean isOwn(String name) {
        return name.startsWith(LIBRARY)
                && (!name.startsWith(BENCHMARKS) || name.startsWith(WatchedJob.class.getName()));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = file.readAllBytes();
            Set<String> methods = TAKEN_OUT.get(name);
            byte[] code = withoutWatching && methods != null ? without(name, methods, bytes) : bytes;
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static byte[] without(String name, Set<String> methods, byte[] bytes) {
        Set<String> found = new HashSet<>();
        ClassTransform emptied = (builder, element) -> {
            if (element instanceof MethodModel method
                    && methods.contains(method.methodName().stringValue())) {
                found.add(method.methodName().stringValue());
                builder.withMethodBody(
                        method.methodName(),
                        method.methodType(),
                        method.flags().flagsMask(),
                        code -> answerNo(method, code));
            } else {
                builder.with(element);
            }
        };
        ClassFile classFile = ClassFile.of();
        byte[] result = classFile.transformClass(classFile.parse(bytes), emptied);
        if (!found.equals(methods)) {
            throw new IllegalStateException(name + " has no such methods any more: of " + methods + " only " + found);
        }
        return result;
    }

    /** True to the only question that asks for absence, no to others. */
    private static void answerNo(MethodModel method, CodeBuilder code) {
        var type = method.methodTypeSymbol().returnType();
        if (type.equals(ConstantDescs.CD_void)) {
            code.return_();
        } else if (type.equals(ConstantDescs.CD_boolean)) {
            code.loadConstant(method.methodName().equalsString("isEmpty") ? 1 : 0)
                    .ireturn();
        } else {
            code.aconst_null().areturn();
        }
    }
}
