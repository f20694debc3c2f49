package io.github.stint.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.stint.spi.ContextPropagator;
import io.github.stint.testing.LogCapture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is found for all owners, though not all of it can be used. */
class ContextsTest {

    /** Says that these are the providers; if there are none, fails whenever it is asked. */
    private static final class Loader extends ClassLoader {
        private final List<String> providers;

        Loader(List<String> providers) {
            super(ContextPropagator.class.getClassLoader());
            this.providers = providers;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            if (providers.isEmpty()) {
                throw new IOException("no disk");
            }
            byte[] lines = String.join("\n", providers).getBytes(StandardCharsets.UTF_8);
            return Collections.enumeration(List.of(URL.of(URI.create("test://providers"), new Lines(lines))));
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals("broken.ByLinkage")) {
                throw new NoClassDefFoundError("what it extends");
            }
            throw new ClassNotFoundException(name);
        }
    }

    private static final class Lines extends URLStreamHandler {
        private final byte[] lines;

        Lines(byte[] lines) {
            this.lines = lines;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(lines);
                }
            };
        }
    }

    /** One that can be used. */
    public static final class Good implements ContextPropagator {
        @Override
        public Captured capture() {
            throw new IllegalStateException("found and asked");
        }
    }

    @Test
    @Timeout(10)
    void aLoaderThatFailsEachTimeIsGivenUp() {
        try (LogCapture log = LogCapture.of("io.github.stint.ContextPropagator")) {
            assertThat(Contexts.found(new Loader(List.of())).capture()).isSameAs(Contexts.NOTHING);
            assertThat(log.records()).hasSizeBetween(1, 100);
        }
    }

    @Test
    void thoseThatCannotBeUsedAreLeftOutAndTheOthersServe() {
        try (LogCapture log = LogCapture.of("io.github.stint.ContextPropagator")) {
            Contexts found =
                    Contexts.found(new Loader(List.of("broken.ByLinkage", "is.not.There", Good.class.getName())));
            assertThat(catchThrowable(found::capture)).hasMessage("found and asked");
            assertThat(log.records()).hasSize(2);
        }
    }
}
