package io.github.stint.internal.jvm;

import io.github.stint.internal.watch.Log;
import java.lang.Runtime.Version;
import java.util.concurrent.atomic.AtomicBoolean;

/** Warns, once, of a JDK whose virtual threads can be parked for ever. */
public final class JdkVersion {

    private static final Version GOOD = Version.parse("25.0.3");
    private static final AtomicBoolean CHECKED = new AtomicBoolean();

    private JdkVersion() {}

    /** Looks at the JDK this runs on, the first time. */
    public static void check() {
        if (!CHECKED.get() && CHECKED.compareAndSet(false, true)) {
            check(Runtime.version());
        }
    }

    static void check(Version version) {
        if (version.compareToIgnoreOptional(GOOD) < 0) {
            Log.warning(
                    "JdkVersion",
                    "JDK " + version + " is older than " + GOOD
                            + ": its virtual threads can stay parked for ever (JDK-8369227)",
                    null);
        }
    }
}
