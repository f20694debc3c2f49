package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.testing.Aside;
import io.github.stint.testing.CountedSource;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.Recorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream of results as a {@link java.util.concurrent.Flow.Publisher}. */
class ResultStreamPublisherTest {

    private static <T> Recorder<T> subscribed(ResultStream<T> stream) {
        Recorder<T> recorder = new Recorder<>();
        stream.publisher().subscribe(recorder);
        return recorder;
    }

    /** Asks for all at once. */
    private static final class Greedy<T> extends Recorder<T> {
        @Override
        protected void whenSubscribed(Subscription given) {
            given.request(Long.MAX_VALUE);
        }
    }

    private static <T> Recorder<T> greedy(ResultStream<T> stream) {
        Recorder<T> recorder = new Greedy<>();
        stream.publisher().subscribe(recorder);
        return recorder;
    }

    // ---- delivering

    @Test
    void allResultsComeInTheOrderOfTheStreamAndThenTheEnd() throws Exception {
        var results = Concurrent.map(new CountedSource(200), n -> n)
                .limit(8)
                .inSourceOrder()
                .results();
        assertThat(greedy(results).awaitComplete())
                .containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
        assertThat(results.stats().state()).isEqualTo(OwnerState.CLOSED);
    }

    @Test
    void allSignalsComeFromOneThreadNamedAfterTheStream() throws Exception {
        AtomicReference<String> name = new AtomicReference<>();
        AtomicReference<ClassLoader> loader = new AtomicReference<>();
        Recorder<Integer> recorder = new Recorder<>() {
            @Override
            protected void whenSubscribed(Subscription given) {
                name.set(Thread.currentThread().getName());
                loader.set(Thread.currentThread().getContextClassLoader());
            }
        };
        Concurrent.map(new CountedSource(20), n -> n)
                .name("numbers")
                .results()
                .publisher()
                .subscribe(recorder);
        for (int i = 0; i < 20; i++) {
            recorder.request(1);
        }
        recorder.awaitComplete();
        assertThat(recorder.threads())
                .singleElement()
                .satisfies(thread -> assertThat(thread.isVirtual()).isTrue());
        assertThat(name).hasValue("numbers/publisher");
        assertThat(loader).hasValue(Thread.currentThread().getContextClassLoader());
        assertThat(recorder.mostInside()).isOne();
        recorder.threads().forEach(Eventually::ends);
    }

    @Test
    void withoutDemandNothingComesAndTheSourceIsHeldBack() throws Exception {
        CountedSource source = CountedSource.endless();
        var results = Concurrent.map(source, n -> n).limit(2).buffer(1).results();
        Recorder<Integer> recorder = subscribed(results);
        for (int asked = 0; asked <= 20; asked++) {
            int delivered = asked;
            eventually("as much is pulled as may be", () -> source.pulled() == delivered + 3);
            eventually("and has ended", () -> results.stats().succeeded() == delivered + 3);
            recorder.request(1);
            assertThat(recorder.awaitReceived(asked + 1)).hasSize(asked + 1);
        }
        recorder.subscription().cancel();
        eventually("closed", () -> source.closed() == 1);
    }

    @Test
    void whatIsAskedForInOnNextDoesNotRecur() throws Exception {
        Recorder<Integer> recorder = new Recorder<>() {
            @Override
            protected void whenSubscribed(Subscription given) {
                given.request(1);
            }

            @Override
            protected void whenReceived(Integer item) {
                assertThat(Thread.currentThread().getStackTrace()).hasSizeLessThan(60);
                request();
            }

            private void request() {
                try {
                    request(1);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        Concurrent.map(new CountedSource(5_000), n -> n).results().publisher().subscribe(recorder);
        assertThat(recorder.awaitComplete()).hasSize(5_000);
    }

    @Test
    void demandStopsAtTheGreatestNumber() throws Exception {
        try (Gate hold = new Gate()) {
            Recorder<Integer> recorder = subscribed(Concurrent.map(new CountedSource(100), n -> {
                        hold.pass();
                        return n;
                    })
                    .limit(3)
                    .results());
            recorder.request(Long.MAX_VALUE - 1);
            recorder.request(Long.MAX_VALUE);
            recorder.request(5);
            hold.open();
            assertThat(recorder.awaitComplete()).hasSize(100);
        }
    }

    @Test
    void theEndIsToldUnasked() throws Exception {
        assertThat(subscribed(Concurrent.map(List.of(), n -> n).results()).awaitComplete())
                .isEmpty();
        Recorder<Integer> exact =
                subscribed(Concurrent.map(new CountedSource(3), n -> n).results());
        exact.request(3);
        assertThat(exact.awaitComplete()).hasSize(3);
    }

    @Test
    void aStreamOfAPoolIsPublishedToo() throws Exception {
        try (var pool = TaskPool.open("shared", 2)) {
            Recorder<Integer> recorder = greedy(pool.stream("numbers", new CountedSource(50), 4, n -> n));
            assertThat(recorder.awaitComplete()).hasSize(50);
            assertThat(pool.stats().state()).isEqualTo(OwnerState.OPEN);
        }
    }

    @Test
    void aStrangersInterruptOfItsThreadLosesNothing() throws Exception {
        try (Gate hold = new Gate()) {
            var results = Concurrent.map(new CountedSource(3), n -> {
                        hold.pass();
                        return n;
                    })
                    .limit(3)
                    .results();
            Recorder<Integer> recorder = subscribed(results);
            recorder.subscription();
            Thread thread = recorder.threads().iterator().next();
            hold.awaitArrived(3);
            Eventually.waits(thread); // for a result
            thread.interrupt();
            hold.open();
            eventually("all have ended", () -> results.stats().succeeded() == 3);
            Eventually.waits(thread); // for demand
            thread.interrupt();
            recorder.request(3);
            assertThat(recorder.awaitComplete()).hasSize(3);
        }
    }

    @Test
    void anInterruptThatTheSubscriberLeavesIsNobodys() throws Exception {
        Recorder<Integer> recorder = new Recorder<>() {
            @Override
            protected void whenSubscribed(Subscription given) {
                given.request(Long.MAX_VALUE);
                Thread.currentThread().interrupt();
            }

            @Override
            protected void whenReceived(Integer item) {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                Thread.currentThread().interrupt();
            }
        };
        Concurrent.map(new CountedSource(20), n -> n)
                .limit(2)
                .results()
                .publisher()
                .subscribe(recorder);
        assertThat(recorder.awaitComplete()).hasSize(20);
    }

    // ---- failing

    @Test
    void aFailureIsToldUnaskedWhenNothingRunsAnyMore() throws Exception {
        try (Gate hold = new Gate()) {
            CountedSource source = new CountedSource(2);
            var results = Concurrent.map(source, n -> {
                        if (n == 1) {
                            hold.awaitArrived(1);
                            throw new IOException("no answer");
                        }
                        hold.pass();
                        return n;
                    })
                    .limit(2)
                    .results();
            AtomicReference<Stats> atTheEnd = new AtomicReference<>();
            Recorder<Integer> recorder = new Recorder<>() {
                @Override
                protected void whenEnded() {
                    atTheEnd.set(results.stats());
                }
            };
            results.publisher().subscribe(recorder);
            assertThat(recorder.awaitError())
                    .isInstanceOf(TaskFailedException.class)
                    .hasCauseInstanceOf(IOException.class);
            assertThat(atTheEnd.get().state()).isEqualTo(OwnerState.CLOSED);
            assertThat(atTheEnd.get().live()).isZero();
            assertThat(hold.interrupts()).isOne();
            assertThat(source.closed()).isOne();
            recorder.threads().forEach(Eventually::ends);
            assertThat(recorder.received()).isEmpty();
            assertThat(recorder.ends()).isOne();
        }
    }

    @Test
    void inAStreamOfOutcomesAFailureIsOneOfThem() throws Exception {
        IOException error = new IOException("no answer");
        Recorder<Outcome<Integer>> recorder = greedy(Concurrent.map(new CountedSource(3), n -> {
                    if (n == 1) {
                        throw error;
                    }
                    return n;
                })
                .inSourceOrder()
                .outcomes());
        assertThat(recorder.awaitComplete()).containsExactly(new Success<>(0), new Failure<>(error), new Success<>(2));
    }

    @Test
    void aSourceThatThrowsIsToldAfterWhatWasThere() throws Exception {
        CountedSource source = new CountedSource(4) {
            @Override
            protected void beforeNext(int element) {
                if (element == 3) {
                    throw new IllegalStateException("torn");
                }
            }
        };
        Recorder<Integer> recorder =
                greedy(Concurrent.map(source, n -> n).limit(1).buffer(0).results());
        assertThat(recorder.awaitError())
                .isInstanceOf(SourceFailedException.class)
                .hasRootCauseMessage("torn");
        assertThat(recorder.received()).containsExactly(0, 1, 2);
        assertThat(source.closed()).isOne();
    }

    @Test
    void aNullResultEndsIt() throws Exception {
        CountedSource source = CountedSource.endless();
        var results = Concurrent.map(source, n -> n == 2 ? null : n)
                .limit(1)
                .name("holes")
                .results();
        Recorder<Integer> recorder = greedy(results);
        assertThat(recorder.awaitError())
                .isInstanceOf(NullPointerException.class)
                .hasMessageStartingWith("'holes' has a null result");
        assertThat(recorder.received()).containsExactly(0, 1);
        assertThat(results.stats().state()).isEqualTo(OwnerState.CLOSED);
        assertThat(source.closed()).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void askingForLessThanOneEndsIt(long count) throws Exception {
        try (Gate hold = new Gate()) {
            CountedSource source = CountedSource.endless();
            var results = Concurrent.map(source, n -> {
                        hold.pass();
                        return n;
                    })
                    .limit(2)
                    .name("numbers")
                    .results();
            Recorder<Integer> recorder = subscribed(results);
            hold.awaitArrived(2);
            recorder.request(count);
            recorder.request(count);
            assertThat(recorder.awaitError())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the subscriber of 'numbers' must ask for at least 1 (rule 3.9), asked for " + count);
            assertThat(hold.interrupts()).isEqualTo(2);
            assertThat(results.stats().state()).isEqualTo(OwnerState.CLOSED);
            assertThat(source.closed()).isOne();
        }
    }

    // ---- the subscriber leaves

    @Test
    void cancellingAsksToStopWhatRunsAndDoesNotWaitForIt() throws Exception {
        try (Gate hold = new Gate()) {
            CountedSource source = CountedSource.endless();
            var results = Concurrent.map(source, n -> {
                        hold.passStubbornly();
                        return n;
                    })
                    .limit(2)
                    .results();
            Recorder<Integer> recorder = subscribed(results);
            recorder.request(1);
            hold.awaitArrived(2);
            recorder.subscription().cancel();
            assertThat(results.stats().stopping()).as("asked, and still at it").isEqualTo(2);
            recorder.subscription().cancel();
            recorder.request(7);
            hold.open();
            eventually("closed", () -> results.stats().state() == OwnerState.CLOSED);
            assertThat(hold.arrived()).isEqualTo(2);
            assertThat(source.closed()).isOne();
            recorder.threads().forEach(Eventually::ends);
            assertThat(recorder.received()).isEmpty();
            assertThat(recorder.ends()).isZero();
        }
    }

    @Test
    void cancellingInOnNextIsTheEndOfIt() throws Exception {
        CountedSource source = CountedSource.endless();
        Recorder<Integer> recorder = new Recorder<>() {
            @Override
            protected void whenSubscribed(Subscription given) {
                given.request(Long.MAX_VALUE);
            }

            @Override
            protected void whenReceived(Integer item) {
                if (item == 2) {
                    cancel();
                }
            }

            private void cancel() {
                try {
                    subscription().cancel();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        var results = Concurrent.map(source, n -> n).limit(2).inSourceOrder().results();
        results.publisher().subscribe(recorder);
        eventually("closed", () -> results.stats().state() == OwnerState.CLOSED);
        recorder.threads().forEach(Eventually::ends);
        assertThat(recorder.received()).containsExactly(0, 1, 2);
        assertThat(recorder.ends()).isZero();
        assertThat(source.closed()).isOne();
    }

    @Test
    void oneOfItsOwnTasksMayCancelIt() throws Exception {
        AtomicReference<Subscription> subscription = new AtomicReference<>();
        CountDownLatch set = new CountDownLatch(1);
        var results = Concurrent.map(CountedSource.endless(), n -> {
                    set.await();
                    subscription.get().cancel();
                    return n;
                })
                .results();
        Recorder<Integer> recorder = subscribed(results);
        subscription.set(recorder.subscription());
        set.countDown();
        eventually("closed", () -> results.stats().state() == OwnerState.CLOSED);
        recorder.threads().forEach(Eventually::ends);
        assertThat(recorder.ends()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"onSubscribe", "onNext", "onError", "onComplete"})
    void aSubscriberThatThrowsIsLoggedAndTakenToHaveCancelled(String where) throws Exception {
        CountedSource source = new CountedSource(where.equals("onComplete") ? 1 : Integer.MAX_VALUE);
        var results = Concurrent.map(source, n -> {
                    if (where.equals("onError")) {
                        throw new IOException("no answer");
                    }
                    return n;
                })
                .limit(2)
                .name("numbers")
                .results();
        Recorder<Integer> recorder = new Recorder<>() {
            @Override
            protected void whenSubscribed(Subscription given) {
                given.request(Long.MAX_VALUE);
                throwIn("onSubscribe");
            }

            @Override
            protected void whenReceived(Integer item) {
                throwIn("onNext");
            }

            @Override
            protected void whenEnded() {
                throwIn("onError");
                throwIn("onComplete");
            }

            private void throwIn(String here) {
                if (here.equals(where)) {
                    throw new IllegalStateException("a bad subscriber");
                }
            }
        };
        try (LogCapture log = LogCapture.of("io.github.stint.ResultStream")) {
            results.publisher().subscribe(recorder);
            eventually("closed", () -> results.stats().state() == OwnerState.CLOSED);
            recorder.subscription();
            recorder.threads().forEach(Eventually::ends);
            assertThat(log.about("numbers")).singleElement().satisfies(entry -> {
                assertThat(entry.getMessage()).isEqualTo(where + " of the subscriber of 'numbers' threw");
                assertThat(entry.getLevel()).isEqualTo(Level.SEVERE);
                assertThat(entry.getThrown()).hasMessage("a bad subscriber");
            });
        }
        assertThat(source.closed()).isOne();
        assertThat(recorder.received().size()).isLessThanOrEqualTo(1);
        assertThat(recorder.ends()).isEqualTo(where.equals("onError") || where.equals("onComplete") ? 1 : 0);
    }

    // ---- closed from elsewhere

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closedFromElsewhereTheSubscriberIsToldAlsoIfItAskedForNothing(boolean asks) throws Exception {
        try (Gate hold = new Gate()) {
            var results = Concurrent.map(CountedSource.endless(), n -> {
                        if (n > 0) {
                            hold.pass();
                        }
                        return n;
                    })
                    .limit(2)
                    .results();
            Recorder<Integer> recorder = subscribed(results);
            if (asks) {
                recorder.request(10);
                recorder.awaitReceived(1);
            }
            hold.awaitArrived(2);
            results.close();
            assertThat(recorder.awaitError())
                    .isInstanceOfSatisfying(
                            TaskCancelledException.class,
                            e -> assertThat(e.reason().source()).isEqualTo(Source.OWNER_CLOSED));
            assertThat(recorder.received()).hasSize(asks ? 1 : 0);
        }
    }

    @Test
    void closedInOnNextItIsTold() throws Exception {
        AtomicReference<ResultStream<Integer>> self = new AtomicReference<>();
        Recorder<Integer> recorder = new Recorder<>() {
            @Override
            protected void whenReceived(Integer item) {
                self.get().close();
            }
        };
        self.set(Concurrent.map(CountedSource.endless(), n -> n).limit(2).results());
        self.get().publisher().subscribe(recorder);
        recorder.request(5);
        assertThat(recorder.awaitError()).isInstanceOf(TaskCancelledException.class);
        assertThat(recorder.received()).hasSize(1);
    }

    @Test
    void closingThePoolTellsTheSubscriber() throws Exception {
        CountedSource source = CountedSource.endless();
        try (Gate hold = new Gate()) {
            TaskPool pool =
                    TaskPool.builder("shared").size(2).onClose(Shutdown.now()).open();
            Recorder<Integer> recorder = subscribed(pool.stream(source, 2, n -> {
                hold.pass();
                return n;
            }));
            hold.awaitArrived(2);
            pool.close();
            assertThat(recorder.awaitError()).isInstanceOf(TaskCancelledException.class);
            assertThat(source.closed()).isOne();
        }
    }

    @Test
    void afterAShutdownThatDrainedTheRestIsStillDelivered() throws Exception {
        var results = Concurrent.map(new CountedSource(3), n -> n)
                .limit(3)
                .inSourceOrder()
                .results();
        Recorder<Integer> recorder = subscribed(results);
        recorder.request(1);
        recorder.awaitReceived(1);
        assertThat(results.shutdown(Shutdown.whenDone()).isClean()).isTrue();
        assertThat(results.stats().state()).isEqualTo(OwnerState.CLOSED);
        recorder.request(2);
        assertThat(recorder.awaitComplete()).containsExactly(0, 1, 2);
    }

    @Test
    void afterAShutdownThatCancelledTheSubscriberIsTold() throws Exception {
        try (Gate hold = new Gate()) {
            var outcomes = Concurrent.map(new CountedSource(3), n -> {
                        if (n > 0) {
                            hold.pass();
                        }
                        return n;
                    })
                    .limit(3)
                    .outcomes();
            Recorder<Outcome<Integer>> recorder = subscribed(outcomes);
            hold.awaitArrived(2);
            Eventually.eventually("the first has ended", () -> outcomes.stats().succeeded() == 1);
            assertThat(outcomes.shutdown(Shutdown.now()).cancelled()).isEqualTo(2);
            assertThat(recorder.awaitError()).isInstanceOf(TaskCancelledException.class);
        }
    }

    // ---- one subscriber

    @Test
    void aSecondSubscriberIsRefusedAndTheFirstDoesNotNotice() throws Exception {
        var results = Concurrent.map(new CountedSource(10), n -> n).limit(2).results();
        Recorder<Integer> first = subscribed(results);
        first.request(1);
        first.awaitReceived(1);
        Recorder<Integer> second = subscribed(results);
        assertThat(second.awaitError())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'" + results.name() + "' can be read only once, and is read already");
        second.request(Long.MAX_VALUE);
        second.request(-1);
        second.subscription().cancel();
        first.request(Long.MAX_VALUE);
        assertThat(first.awaitComplete()).hasSize(10);
        assertThat(second.received()).isEmpty();
        assertThat(second.ends()).isOne();
    }

    @Test
    void theSameSubscriberAgainIsRefusedToo() throws Exception {
        var publisher = Concurrent.map(new CountedSource(1), n -> n).results().publisher();
        List<Throwable> errors = new ArrayList<>();
        Recorder<Integer> recorder = new Recorder<>();
        publisher.subscribe(recorder);
        var first = recorder.subscription();
        publisher.subscribe(recorder);
        errors.add(recorder.awaitError());
        assertThat(errors.getFirst()).isInstanceOf(IllegalStateException.class);
        first.cancel();
    }

    @Test
    void aSubscriberThatIsRefusedAndThrowsIsLogged() {
        var results = Concurrent.map(new CountedSource(1), n -> n).name("taken").results();
        var unused = results.iterator();
        assertThat(unused).isNotNull();
        Recorder<Integer> recorder = new Recorder<>() {
            @Override
            protected void whenEnded() {
                throw new IllegalStateException("a bad subscriber");
            }
        };
        try (LogCapture log = LogCapture.of("io.github.stint.ResultStream")) {
            results.publisher().subscribe(recorder);
            assertThat(log.about("onError of the subscriber of 'taken' threw")).hasSize(1);
        }
        results.close();
    }

    @Test
    void whoIteratesTakesItsPlaceAndTheOtherWayRound() throws Exception {
        try (var iterated = Concurrent.map(List.of(1), n -> n).results()) {
            var iterator = iterated.iterator();
            Recorder<Integer> late = subscribed(iterated);
            assertThat(late.awaitError())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is read already");
            assertThat(iterator.next()).isOne();
        }
        try (var published = Concurrent.map(List.of(1), n -> n).results()) {
            var publisher = published.publisher();
            var other = published.publisher();
            Recorder<Integer> recorder = new Recorder<>();
            publisher.subscribe(recorder);
            assertThatIllegalStateException().isThrownBy(published::iterator);
            Recorder<Integer> second = new Recorder<>();
            other.subscribe(second);
            assertThat(second.awaitError()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aClosedOneIsNotSubscribedTo() throws Exception {
        var results = Concurrent.map(List.of(1), n -> n).results();
        results.close();
        assertThat(subscribed(results).awaitError())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'" + results.name() + "' is closed");
    }

    @Test
    void nobodyIsRefusedAtTheCallAndDoesNotTakeThePlace() throws Exception {
        var publisher = Concurrent.map(List.of(1), n -> n).results().publisher();
        assertThatNullPointerException()
                .isThrownBy(() -> publisher.subscribe(null))
                .withMessage("subscriber");
        Recorder<Integer> recorder = new Greedy<>();
        publisher.subscribe(recorder);
        assertThat(recorder.awaitComplete()).containsExactly(1);
    }

    @Test
    void afterItsEndTheSubscriptionDoesNothing() throws Exception {
        Recorder<Integer> recorder = greedy(Concurrent.map(List.of(1), n -> n).results());
        recorder.awaitComplete();
        recorder.request(1);
        recorder.request(-1);
        recorder.subscription().cancel();
        recorder.threads().forEach(Eventually::ends);
        assertThat(recorder.received()).containsExactly(1);
        assertThat(recorder.ends()).isOne();
    }

    @Test
    void closeDoesNotWaitForTheSubscriber() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Recorder<Integer> recorder = new Recorder<>() {
            @Override
            protected void whenReceived(Integer item) {
                inside.countDown();
                try {
                    leave.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        var results = Concurrent.map(CountedSource.endless(), n -> n).limit(2).results();
        results.publisher().subscribe(recorder);
        recorder.request(3);
        inside.await();
        Aside<Void> closer = Aside.run(results::close);
        assertThat(closer.thrown()).isNull();
        leave.countDown();
        assertThat(recorder.awaitError()).isInstanceOf(TaskCancelledException.class);
        assertThat(recorder.received()).hasSize(1);
    }
}
