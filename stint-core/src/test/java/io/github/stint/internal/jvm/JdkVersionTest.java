package io.github.stint.internal.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.testing.LogCapture;
import java.lang.Runtime.Version;
import org.junit.jupiter.api.Test;

/** Who is warned of an old JDK. */
class JdkVersionTest {

    @Test
    void aJdkThatCanLeaveAThreadParkedForEverIsWarnedOf() {
        try (LogCapture log = LogCapture.of("io.github.stint.JdkVersion")) {
            JdkVersion.check(Version.parse("25.0.2+10"));
            assertThat(log.records())
                    .singleElement()
                    .satisfies(
                            entry -> assertThat(entry.getMessage()).startsWith("JDK 25.0.2+10 is older than 25.0.3"));
        }
    }

    @Test
    void aGoodOneIsNot() {
        try (LogCapture log = LogCapture.of("io.github.stint.JdkVersion")) {
            for (String good : new String[] {"25.0.3+9-LTS", "25.0.3", "25.0.4", "25.1", "26"}) {
                JdkVersion.check(Version.parse(good));
            }
            JdkVersion.check();
            JdkVersion.check();
            assertThat(log.records()).isEmpty();
        }
    }
}
