package io.github.stint.verification.schedules;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes under test, woven, and the scenarios, which then see those.
 *
 * <p>Woven is what stands beside {@code io.github.stint.TaskPool}, and every package named {@code toys}. All other classes of
 * ours are loaded anew but as they are, except those of this package, through which the two sides speak.
 */
final class Weaver extends ClassLoader {

    private static final String OURS = "io.github.stint.";
    private static final String HARNESS = Weaver.class.getPackageName() + ".";
    private static final String UNDER_TEST = "io/github/stint/TaskPool.class";
    private static final String TOYS = ".toys.";

    private final String core;
    private final Weaving weaving = new Weaving(this::bytesOf);

    Weaver(ClassLoader parent) {
        super(parent);
        URL known = parent.getResource(UNDER_TEST);
        if (known == null) {
            throw new IllegalStateException("the classes under test are not on the class path: no " + UNDER_TEST);
        }
        String url = known.toString();
        this.core = url.substring(0, url.length() - UNDER_TEST.length());
    }

    /** Lets what is woven run on this machine; on the real one if null. */
    void enter(@Nullable Machine machine) {
        try {
            loadClass(Points.class.getName()).getMethod("enter", Machine.class).invoke(null, machine);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("what woven code calls cannot be reached", e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isLoadedHere(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = bytesOf(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        byte[] defined = isWoven(name) ? weaving.weave(bytes) : bytes;
        return defineClass(name, defined, 0, defined.length);
    }

    private static boolean isLoadedHere(String name) {
        if (name.startsWith(HARNESS)) {
            return name.equals(Points.class.getName()) || name.equals(PlatformBuilder.class.getName());
        }
        return name.startsWith(OURS);
    }

    private boolean isWoven(String name) {
        URL at = getResource(file(name));
        // The lock only queues, and is called through; a stop inside would stop who holds nothing.
        boolean underTest = at != null && at.toString().startsWith(core);
        return name.contains(TOYS) || (underTest && !name.equals(Weaving.LOCK_OF_OURS));
    }

    private byte @Nullable [] bytesOf(String name) {
        try (InputStream in = getResourceAsStream(file(name))) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("'" + name + "' cannot be read", e);
        }
    }

    private static String file(String name) {
        return name.replace('.', '/') + ".class";
    }
}
