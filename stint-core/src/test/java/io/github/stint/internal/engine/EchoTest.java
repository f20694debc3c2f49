package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.TaskCancelledException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EchoTest {

    static Stream<Throwable> echoes() {
        return Stream.of(
                new InterruptedException(),
                new CancellationException(),
                new TaskCancelledException("t", new CancelReason(Source.REQUEST, "why", null, null)),
                new ClosedByInterruptException(),
                new InterruptedIOException(),
                new SocketException("Closed by interrupt"));
    }

    static Stream<Throwable> errors() {
        return Stream.of(
                new IllegalStateException(),
                new SocketTimeoutException(),
                new SocketException(),
                new SocketException("Connection reset"),
                new TimeoutException(),
                new IOException(),
                new ClosedChannelException(),
                new AsynchronousCloseException(),
                new ThreadDeathLike(),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("echoes")
    void whatAnInterruptMakesABodyThrowIsAnEchoAlsoAsACause(Throwable echo) {
        assertThat(Echo.isIn(echo)).isTrue();
        assertThat(Echo.isIn(new RuntimeException(echo))).isTrue();
        assertThat(Echo.isIn(new UncheckedIOException(new IOException(new ExecutionException(echo)))))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anythingElseIsARealError(Throwable error) {
        assertThat(Echo.isIn(error)).isFalse();
        assertThat(Echo.isIn(new RuntimeException(error))).isFalse();
    }

    @Test
    void aSuppressedEchoDoesNotHideTheError() {
        IllegalStateException error = new IllegalStateException();
        error.addSuppressed(new InterruptedException());
        assertThat(Echo.isIn(error)).isFalse();
    }

    @Test
    void onlyTheFirstSixteenAreLookedAt() {
        assertThat(Echo.isIn(wrapped(15))).isTrue();
        assertThat(Echo.isIn(wrapped(16))).isFalse();
    }

    @Test
    void causesInACircleComeToAnEnd() {
        RuntimeException one = new RuntimeException("one");
        one.initCause(new RuntimeException("other", one));
        assertThat(Echo.isIn(one)).isFalse();
    }

    private static Throwable wrapped(int times) {
        Throwable error = new InterruptedException();
        for (int i = 0; i < times; i++) {
            error = new RuntimeException(error);
        }
        return error;
    }

    private static final class ThreadDeathLike extends Error {
        private static final long serialVersionUID = 1L;
    }
}
