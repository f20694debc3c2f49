import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites the class files of jars that were compiled for a Java before 6, so that the JVM takes them into an AOT cache; it
 * leaves out those that its old verifier must look at, and loading picocli without took half of a start.
 *
 * <p>They become those of Java 8 with the frames that its verifier reads; nothing else about them changes. To be run with the
 * jars as arguments; run again it changes nothing.
 */
final class NewerClasses {

    private static final int OLDEST_KEPT = ClassFile.JAVA_6_VERSION;

    private NewerClasses() {}

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            rewrite(Path.of(jar));
        }
    }

    private static void rewrite(Path jar) throws IOException {
        ByteArrayOutputStream rewritten = new ByteArrayOutputStream();
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(rewritten)) {
            ClassFile classes = ClassFile.of(
                    ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.ofResourceParsing(type -> stream(from, type))
                                    .orElse(ClassHierarchyResolver.defaultResolver())));
            for (Enumeration<? extends ZipEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                to.putNextEntry(copy);
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                to.write(entry.getName().endsWith(".class") ? newer(classes, bytes) : bytes);
                to.closeEntry();
            }
        }
        Files.write(jar, rewritten.toByteArray());
    }

    private static byte[] newer(ClassFile classes, byte[] bytes) {
        ClassModel model = classes.parse(bytes);
        return model.majorVersion() >= OLDEST_KEPT ? bytes : classes.transformClass(model, NewerClasses::copy);
    }

    private static void copy(ClassBuilder to, ClassElement element) {
        switch (element) {
            case ClassFileVersion _ -> to.withVersion(ClassFile.JAVA_8_VERSION, 0);
            case MethodModel method ->
                to.transformMethod(method, MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL));
            default -> to.with(element);
        }
    }

    private static InputStream stream(ZipFile jar, ClassDesc type) {
        String descriptor = type.descriptorString();
        ZipEntry entry = jar.getEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
