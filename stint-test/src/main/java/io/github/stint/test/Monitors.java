package io.github.stint.test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Modifier;
import jdk.jfr.consumer.RecordedMethod;

/** Which methods enter a monitor, as their code tells. */
final class Monitors {

    private Monitors() {}

    /** Whether that method enters one; true also if its code cannot be read. */
    static boolean mayBeEnteredBy(RecordedMethod method) {
        return Modifier.isSynchronized(method.getModifiers())
                || mayBeEnteredBy(method.getType().getName(), method.getName());
    }

    /** The same for the methods of that name, whether they are synchronized or enter one in their code. */
    static boolean mayBeEnteredBy(String type, String name) {
        try (InputStream code = ClassLoader.getSystemResourceAsStream(type.replace('.', '/') + ".class")) {
            if (code == null) {
                return true;
            }
            ClassModel model = ClassFile.of().parse(code.readAllBytes());
            return model.methods().stream()
                    .filter(method -> method.methodName().equalsString(name))
                    .anyMatch(Monitors::entersOne);
        } catch (IOException | IllegalArgumentException e) {
            return true;
        }
    }

    private static boolean entersOne(MethodModel method) {
        return method.flags().has(AccessFlag.SYNCHRONIZED)
                || method.code()
                        .map(code -> code.elementStream().anyMatch(MonitorInstruction.class::isInstance))
                        .orElse(false);
    }
}
