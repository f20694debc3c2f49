package io.github.stint.scenarios;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Concurrent;
import io.github.stint.OwnerState;
import io.github.stint.ResultStream;
import io.github.stint.Shutdown;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskPool;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.LeavesBehind;
import io.github.stint.testing.Aside;
import io.github.stint.testing.CountedSource;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.Recorder;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Property S7: a stream that was dropped without being closed is found, closed and told, and no other is. These tests are
 * not in the package of what they test, because what the log tells is the first code outside of that.
 */
class ForgottenStreamTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final LogCapture log = LogCapture.of("io.github.stint.ResultStream");
    private final String name = "forgotten(" + NUMBER.incrementAndGet() + ")";

    @AfterEach
    void stopListening() {
        log.close();
    }

    /** Opens a stream, does something with it, and drops it. The caller's frame never holds it. */
    private static <R> WeakReference<ResultStream<R>> drop(ResultStream<R> stream, Consumer<ResultStream<R>> use) {
        use.accept(stream);
        return new WeakReference<>(stream);
    }

    private void toldOnce() {
        eventually("told", () -> !log.about(name).isEmpty());
        assertThat(log.about(name)).singleElement().satisfies(entry -> {
            assertThat(entry.getLevel()).isEqualTo(Level.WARNING);
            assertThat(entry.getMessage())
                    .startsWith("'" + name)
                    .contains("was dropped before it was closed or read to its end")
                    .contains(getClass().getName())
                    .contains("ForgottenStreamTest.java:");
        });
    }

    /** Collects that, and a stream that is forgotten after it: by then the log knows of both or never will. */
    private void notTold(Reference<?> dropped) {
        Eventually.collected(dropped);
        String later = name + "-later";
        Eventually.collected(drop(Concurrent.map(List.of(1), n -> n).name(later).results(), stream -> {}));
        eventually("the later one is told", () -> !log.about(later).isEmpty());
        assertThat(log.about(name)).hasSameSizeAs(log.about(later));
    }

    // ---- dropped

    @Test
    void droppedWhileItRunsItIsCancelledClosedAndToldOnce() {
        CountedSource source = CountedSource.endless();
        try (Gate hold = new Gate()) {
            WeakReference<ResultStream<Integer>> dropped = drop(
                    Concurrent.map(source, n -> {
                                hold.pass();
                                return n;
                            })
                            .limit(3)
                            .name(name)
                            .results(),
                    stream -> hold.awaitArrived(3));
            Eventually.collected(dropped);
            eventually("cancelled", () -> hold.interrupts() == 3);
            eventually("the source is closed", () -> source.closed() == 1);
            toldOnce();
            assertThat(hold.arrived()).isEqualTo(3);
        }
    }

    @Test
    void droppedInTheMiddleOfItsResultsItIsToldToo() {
        CountedSource source = CountedSource.endless();
        Eventually.collected(
                drop(Concurrent.map(source, n -> n).limit(2).name(name).outcomes(), stream -> {
                    for (var ignored : stream) {
                        break;
                    }
                }));
        toldOnce();
        eventually("the source is closed", () -> source.closed() == 1);
    }

    @Test
    void droppedAfterAllHasEndedButUnreadItIsTold() {
        Eventually.collected(drop(
                Concurrent.map(List.of(1, 2), n -> n).name(name).results(),
                stream -> eventually("ended", () -> stream.stats().succeeded() == 2)));
        toldOnce();
    }

    @Test
    void aBodyThatDoesNotGiveInKeepsNobodyElseWaiting() {
        try (Gate hold = new Gate()) {
            Eventually.collected(drop(
                    Concurrent.map(List.of(1), n -> {
                                hold.passStubbornly();
                                return n;
                            })
                            .name(name)
                            .results(),
                    stream -> hold.awaitArrived(1)));
            toldOnce();
            String other = name + "-other";
            Eventually.collected(
                    drop(Concurrent.map(List.of(1), n -> n).name(other).results(), stream -> {}));
            eventually("the other one is told", () -> !log.about(other).isEmpty());
        }
    }

    @Test
    void aStreamOfAPoolThatIsDroppedLeavesThePoolAlone() throws Exception {
        CountedSource source = CountedSource.endless();
        try (Gate hold = new Gate();
                TaskPool pool = TaskPool.open(name, 2)) {
            var other = pool.submit(() -> {
                hold.pass();
                return "other";
            });
            Eventually.collected(drop(
                    pool.stream("numbers", source, 2, n -> {
                        hold.pass();
                        return n;
                    }),
                    stream -> hold.awaitArrived(2)));
            eventually("cancelled", () -> hold.interrupts() == 1);
            toldOnce();
            eventually("the source is closed", () -> source.closed() == 1);
            hold.open();
            assertThat(other.await()).isEqualTo("other");
            assertThat(pool.stats().state()).isEqualTo(OwnerState.OPEN);
        }
    }

    // ---- not forgotten

    @ParameterizedTest
    @ValueSource(strings = {"close", "shutdown", "read", "streamed", "published", "unsubscribed"})
    void closedOrReadToItsEndItIsNotTold(String how) {
        notTold(drop(
                Concurrent.map(new CountedSource(5), n -> n).limit(2).name(name).results(),
                stream -> end(stream, how)));
    }

    private static void end(ResultStream<Integer> stream, String how) {
        try {
            switch (how) {
                case "close" -> stream.close();
                case "shutdown" -> assertThat(stream.shutdown(Shutdown.now())).isNotNull();
                case "read" -> stream.forEach(n -> {});
                case "streamed" -> assertThat(stream.stream()).hasSize(5);
                case "published" -> {
                    Recorder<Integer> recorder = new Recorder<>();
                    stream.publisher().subscribe(recorder);
                    recorder.request(5);
                    recorder.awaitComplete();
                }
                default -> {
                    Recorder<Integer> recorder = new Recorder<>();
                    stream.publisher().subscribe(recorder);
                    recorder.subscription().cancel();
                    recorder.threads().forEach(Eventually::ends);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void endedByAFailureItIsNotTold() {
        notTold(drop(
                Concurrent.map(new CountedSource(5), n -> {
                            throw new IOException("no answer");
                        })
                        .name(name)
                        .results(),
                stream -> {
                    try {
                        stream.iterator().next();
                    } catch (TaskFailedException e) {
                        assertThat(stream.stats().state()).isEqualTo(OwnerState.CLOSED);
                    }
                }));
    }

    @Test
    void endedWithItsPoolItIsNotTold() {
        TaskPool pool = TaskPool.builder(name).size(2).onClose(Shutdown.now()).open();
        CountedSource source = CountedSource.endless();
        WeakReference<ResultStream<Integer>> dropped = drop(pool.stream(source, 2, n -> n), stream -> pool.close());
        assertThat(source.closed()).isOne();
        notTold(dropped);
    }

    // ---- held

    /** Lets the garbage collector look for it a few times. */
    private static void survives(Reference<?> held) {
        for (int i = 0; i < 3; i++) {
            Eventually.collected(new WeakReference<>(new byte[1_000]));
            assertThat(held.refersTo(null)).isFalse();
        }
    }

    /** An iterator, and nothing else of its stream. */
    private record Read<I>(WeakReference<?> stream, I by) {}

    private static <R> Read<Iterator<R>> iterated(ResultStream<R> stream) {
        return new Read<>(new WeakReference<>(stream), stream.iterator());
    }

    private static <R> Read<Stream<R>> streamed(ResultStream<R> stream) {
        return new Read<>(new WeakReference<>(stream), stream.stream());
    }

    private static <R> Read<Recorder<R>> published(ResultStream<R> stream) {
        Recorder<R> recorder = new Recorder<>();
        var publisher = stream.publisher();
        WeakReference<?> held = new WeakReference<>(stream);
        survives(held);
        publisher.subscribe(recorder);
        return new Read<>(held, recorder);
    }

    private ResultStream<Integer> five() {
        return Concurrent.map(new CountedSource(5), n -> n).limit(1).name(name).results();
    }

    @Test
    void itsIteratorHoldsIt() {
        Read<Iterator<Integer>> read = iterated(five());
        survives(read.stream());
        List<Integer> all = new ArrayList<>();
        read.by().forEachRemaining(all::add);
        assertThat(all).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void itsStreamOfTheJdkHoldsIt() {
        Read<Stream<Integer>> read = streamed(five());
        survives(read.stream());
        assertThat(read.by()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void itsPublisherAndItsSubscriptionHoldIt() throws Exception {
        Read<Recorder<Integer>> read = published(five());
        read.by().request(1);
        read.by().awaitReceived(1);
        survives(read.stream());
        read.by().request(10);
        assertThat(read.by().awaitComplete()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whoWaitsForAResultHoldsIt() throws Exception {
        Semaphore gate = new Semaphore(0);
        Aside<List<Integer>> reader = Aside.call(() -> {
            List<Integer> all = new ArrayList<>();
            for (int n : Concurrent.map(new CountedSource(5), n -> {
                        gate.acquire();
                        return n;
                    })
                    .limit(1)
                    .name(name)
                    .results()) {
                all.add(n);
            }
            return all;
        });
        for (int i = 0; i < 5; i++) {
            reader.awaitWaiting();
            Eventually.collected(new WeakReference<>(new byte[1_000]));
            assertThat(log.about(name)).isEmpty();
            gate.release();
        }
        assertThat(reader.value()).containsExactly(0, 1, 2, 3, 4);
    }

    /** An interpreted method holds what it was called on; a compiled one does not, unless there is a fence. */
    private static void compileAwaitIdle() throws InterruptedException {
        try (var ended = Concurrent.map(List.of(1), n -> n).results()) {
            for (int i = 0; i < 300_000; i++) {
                boolean ignored = ended.awaitIdle(Duration.ofSeconds(20));
            }
        }
    }

    @Test
    @LeavesBehind("a stream that nobody closes, for the garbage collector")
    void whoWaitsForItsRestHoldsIt() throws Exception {
        compileAwaitIdle();
        try (Gate hold = new Gate()) {
            Aside<Boolean> waiter = Aside.call(() -> Concurrent.map(List.of(1), n -> {
                        hold.pass();
                        return n;
                    })
                    .name(name)
                    .results()
                    .awaitIdle(Duration.ofSeconds(20)));
            hold.awaitArrived(1);
            waiter.awaitWaiting();
            for (int i = 0; i < 3; i++) {
                Eventually.collected(new WeakReference<>(new byte[1_000]));
                assertThat(log.about(name)).isEmpty();
            }
            hold.open();
            assertThat(waiter.value()).isTrue();
            assertThat(hold.interrupts()).isZero();
        }
    }
}
