package io.github.stint.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version that the build has put into the jar. */
final class Version {

    private static final String BY_THE_BUILD = "/META-INF/maven/io.github.stint/stint-cli/pom.properties";

    private Version() {}

    static String text() throws IOException {
        try (InputStream written = Version.class.getResourceAsStream(BY_THE_BUILD)) {
            Properties properties = new Properties();
            if (written != null) {
                properties.load(written);
            }
            return properties.getProperty("version", "of a build that was not packaged");
        }
    }
}
