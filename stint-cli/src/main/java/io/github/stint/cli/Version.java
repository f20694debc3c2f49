package io.github.stint.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version, as the build has written it down. */
final class Version {

    private static final String BY_THE_BUILD = "version.properties";

    private Version() {}

    static String text() throws IOException {
        return property("version");
    }

    /** Its day, as {@code 2026-01-01}. */
    static String date() throws IOException {
        return property("timestamp").split("T", 2)[0];
    }

    private static String property(String name) throws IOException {
        try (InputStream written = Version.class.getResourceAsStream(BY_THE_BUILD)) {
            Properties properties = new Properties();
            if (written != null) {
                properties.load(written);
            }
            return properties.getProperty(name, "unknown");
        }
    }
}
