package io.github.stint.verification.schedules;

import java.io.ByteArrayInputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts a possible stop before every access to a field that is not final and every call that another thread may notice, and
 * {@link Points} in the place of the calls that would leave the world.
 *
 * <p>There is no stop in static initialisers: a thread that stops in one holds its carrier, and we have only one.
 */
final class Weaving {

    static final String LOCK_OF_OURS = "io.github.stint.internal.lock.CarrierSafeLock";

    private static final String OURS = "io/github/stint/";
    private static final ClassDesc POINTS = ClassDesc.of(Points.class.getName());
    private static final ClassDesc BUILDER = ClassDesc.of(PlatformBuilder.class.getName());
    private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");
    private static final Set<String> REPLACED = Set.of(
            "java.lang.Thread.yield",
            "java.lang.Thread.onSpinWait",
            "java.lang.Thread.ofPlatform",
            "java.lang.System.nanoTime",
            "java.util.concurrent.locks.LockSupport.park",
            "java.util.concurrent.locks.LockSupport.parkNanos");
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
    private static final MethodHandleDesc START = MethodHandleDesc.ofMethod(Kind.VIRTUAL, THREAD, "start", NOTHING);
    private static final MethodHandleDesc STARTED_BY_POINTS =
            MethodHandleDesc.ofMethod(Kind.STATIC, POINTS, "start", MethodTypeDesc.of(ConstantDescs.CD_void, THREAD));

    private final Function<String, byte @Nullable []> classes;
    private final Map<String, Set<String>> finals = new HashMap<>();

    /**
     * A weaving.
     *
     * @param classes the bytes of a class of ours by its name, null if there is none
     */
    Weaving(Function<String, byte @Nullable []> classes) {
        this.classes = classes;
    }

    byte[] weave(byte[] original) {
        ClassFile file = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(this::stream)
                        .orElse(ClassHierarchyResolver.defaultResolver())));
        return file.transformClass(file.parse(original), (code, element) -> {
            if (element instanceof MethodModel method) {
                code.transformMethod(
                        method,
                        MethodTransform.transformingCode(
                                isInitialiser(method) ? Weaving::weaveReferences : this::weave));
            } else {
                code.with(element);
            }
        });
    }

    private static boolean isInitialiser(MethodModel method) {
        return method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME);
    }

    private static void weaveReferences(CodeBuilder code, CodeElement element) {
        if (element instanceof InvokeDynamicInstruction made) {
            code.invokedynamic(weave(made));
        } else {
            code.with(element);
        }
    }

    private void weave(CodeBuilder code, CodeElement element) {
        switch (element) {
            case FieldInstruction field
            when isShared(field) -> {
                stop(code);
                code.with(field);
            }
            case InvokeInstruction call -> weave(code, call);
            case InvokeDynamicInstruction made -> code.invokedynamic(weave(made));
            default -> code.with(element);
        }
    }

    private static void weave(CodeBuilder code, InvokeInstruction call) {
        String method = call.owner().asInternalName() + "." + call.name().stringValue();
        switch (method) {
            case "java/lang/Thread.yield" -> code.invokestatic(POINTS, "spin", NOTHING);
            case "java/lang/Thread.onSpinWait" -> code.invokestatic(POINTS, "rest", NOTHING);
            case "java/lang/Thread.start" -> instead(code, "start", call, THREAD);
            case "java/lang/Thread.ofPlatform" -> code.invokestatic(POINTS, "ofPlatform", MethodTypeDesc.of(BUILDER));
            case "java/lang/System.nanoTime", "java/util/concurrent/locks/LockSupport.park" ->
                instead(code, call.name().stringValue(), call, null);
            case "java/util/concurrent/locks/LockSupport.parkNanos" ->
                instead(code, call.typeSymbol().parameterCount() == 1 ? "nap" : "parkNanos", call, null);
            default -> {
                if (call.owner().asInternalName().equals("java/lang/Thread$Builder$OfPlatform")) {
                    onBuilder(code, call);
                } else {
                    if (isNoticed(call)) {
                        stop(code);
                    }
                    code.with(call);
                }
            }
        }
    }

    /** A method reference to {@link Thread#start} is a call as well; to others there is none so far. */
    private static DynamicCallSiteDesc weave(InvokeDynamicInstruction made) {
        ConstantDesc[] args = made.bootstrapArgs().toArray(ConstantDesc[]::new);
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals(START)) {
                args[i] = STARTED_BY_POINTS;
            }
            refuseIfReplaced(args[i]);
        }
        return DynamicCallSiteDesc.of(made.bootstrapMethod(), made.name().stringValue(), made.typeSymbol(), args);
    }

    /** What such a method reference stands for would leave the world unseen. */
    private static void refuseIfReplaced(ConstantDesc argument) {
        if (argument instanceof DirectMethodHandleDesc method
                && REPLACED.contains(method.owner().packageName() + "."
                        + method.owner().displayName() + "." + method.methodName())) {
            throw new IllegalStateException("write a lambda in the place of the method reference to "
                    + method.owner().displayName() + "::" + method.methodName() + ", which cannot be woven");
        }
    }

    private static void stop(CodeBuilder code) {
        code.invokestatic(POINTS, "point", NOTHING);
    }

    /** A static method of the same parameters, after the receiver if there is one. */
    private static void instead(CodeBuilder code, String name, InvokeInstruction call, @Nullable ClassDesc receiver) {
        MethodTypeDesc type = call.typeSymbol();
        code.invokestatic(POINTS, name, receiver == null ? type : type.insertParameterTypes(0, receiver));
    }

    private static void onBuilder(CodeBuilder code, InvokeInstruction call) {
        MethodTypeDesc type = call.typeSymbol();
        ClassDesc returned = type.returnType().equals(THREAD) ? THREAD : BUILDER;
        code.invokevirtual(BUILDER, call.name().stringValue(), type.changeReturnType(returned));
    }

    private static boolean isNoticed(InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        if (name.equals(ConstantDescs.INIT_NAME)) {
            return false;
        }
        return owner.startsWith("java/util/concurrent/")
                || owner.equals("java/lang/invoke/VarHandle")
                || owner.equals(LOCK_OF_OURS.replace('.', '/'))
                || (owner.equals("java/lang/Thread") && name.contains("nterrupt"));
    }

    private boolean isShared(FieldInstruction field) {
        String owner = field.owner().asInternalName();
        return owner.startsWith(OURS)
                && !finals.computeIfAbsent(owner, this::finalsOf)
                        .contains(field.name().stringValue());
    }

    private Set<String> finalsOf(String owner) {
        Set<String> names = new HashSet<>();
        byte[] bytes = classes.apply(owner.replace('/', '.'));
        if (bytes != null) {
            ClassModel model = ClassFile.of().parse(bytes);
            model.fields().stream()
                    .filter(each -> each.flags().has(AccessFlag.FINAL))
                    .forEach(each -> names.add(each.fieldName().stringValue()));
        }
        return names;
    }

    private @Nullable ByteArrayInputStream stream(ClassDesc name) {
        String binary = name.packageName() + "." + name.displayName();
        byte[] bytes = classes.apply(binary);
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }
}
