package io.github.stint.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Concurrent;
import io.github.stint.Outcome;
import io.github.stint.ResultStream;
import io.github.stint.Shutdown;
import io.github.stint.TaskPool;
import io.github.stint.test.Eventually;
import io.github.stint.testing.Recorder;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow.Publisher;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.TestNG;
import org.testng.annotations.AfterClass;
import org.testng.xml.XmlSuite.ParallelMode;

/** Streams of results as publishers keep the rules of reactive streams, as those who made the rules test them (S13). */
class FlowRulesTest {

    private static final String ONE_SUBSCRIBER = "a stream is read once, so its publisher has one subscriber";
    private static final String NO_TEST = "the rules have no test for it; ResultStreamPublisherTest has: ";

    /** The rules that are not verified here, and why. */
    private static final Map<String, String> SKIPPED = Map.ofEntries(
            Map.entry("optional_spec111_maySupportMultiSubscribe", ONE_SUBSCRIBER),
            Map.entry(
                    "optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribers"
                            + "WhenRequestingManyUpfront",
                    ONE_SUBSCRIBER),
            Map.entry(
                    "optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribers"
                            + "WhenRequestingManyUpfrontAndCompleteAsExpected",
                    ONE_SUBSCRIBER),
            Map.entry(
                    "optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribers"
                            + "WhenRequestingOneByOne",
                    ONE_SUBSCRIBER),
            Map.entry("optional_spec111_registeredSubscribersMustReceiveOnNextOrOnCompleteSignals", ONE_SUBSCRIBER),
            Map.entry(
                    "untested_spec106_mustConsiderSubscriptionCancelledAfterOnErrorOrOnCompleteHasBeenCalled",
                    NO_TEST + "afterItsEndTheSubscriptionDoesNothing"),
            Map.entry(
                    "untested_spec107_mustNotEmitFurtherSignalsOnceOnErrorHasBeenSignalled",
                    NO_TEST + "aFailureIsToldUnaskedWhenNothingRunsAnyMore"),
            Map.entry(
                    "untested_spec108_possiblyCanceledSubscriptionShouldNotReceiveOnErrorOrOnCompleteSignals",
                    NO_TEST + "cancellingAsksToStopWhatRunsAndDoesNotWaitForIt"),
            Map.entry(
                    "untested_spec109_subscribeShouldNotThrowNonFatalThrowable",
                    NO_TEST + "aSubscriberThatThrowsIsLoggedAndTakenToHaveCancelled"),
            Map.entry(
                    "untested_spec110_rejectASubscriptionRequestIfTheSameSubscriberSubscribesTwice",
                    NO_TEST + "theSameSubscriberAgainIsRefusedToo"),
            Map.entry(
                    "untested_spec304_requestShouldNotPerformHeavyComputations",
                    NO_TEST + "allSignalsComeFromOneThreadNamedAfterTheStream"),
            Map.entry(
                    "untested_spec305_cancelMustNotSynchronouslyPerformHeavyComputation",
                    NO_TEST + "cancellingAsksToStopWhatRunsAndDoesNotWaitForIt"));

    private static final List<Class<?>> MAKES =
            List.of(Results.class, ManyResults.class, Outcomes.class, ManyOutcomes.class, ResultsOfAPool.class);

    private static final int RULES = 38;

    @Test
    void everyMakeOfStreamKeepsTheRules() {
        Verdicts verdicts = new Verdicts();
        TestNG tests = new TestNG(false);
        tests.setTestClasses(MAKES.toArray(Class<?>[]::new));
        tests.setParallel(ParallelMode.CLASSES);
        tests.setThreadCount(MAKES.size());
        tests.setVerbose(0);
        tests.addListener(verdicts);
        tests.run();

        assertThat(verdicts.failed).isEmpty();
        for (Class<?> make : MAKES) {
            assertThat(verdicts.skipped)
                    .filteredOn(verdict -> verdict.make() == make)
                    .extracting(Verdict::rule)
                    .as("skipped by " + make.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(SKIPPED.keySet());
            assertThat(verdicts.kept)
                    .filteredOn(verdict -> verdict.make() == make)
                    .as("kept by " + make.getSimpleName())
                    .hasSize(RULES - SKIPPED.size());
        }
    }

    private record Verdict(Class<?> make, String rule, Throwable thrown) {
        static Verdict of(ITestResult result) {
            return new Verdict(
                    result.getTestClass().getRealClass(), result.getMethod().getMethodName(), result.getThrowable());
        }
    }

    private static final class Verdicts implements ITestListener {

        private final Queue<Verdict> kept = new ConcurrentLinkedQueue<>();
        private final Queue<Verdict> failed = new ConcurrentLinkedQueue<>();
        private final Queue<Verdict> skipped = new ConcurrentLinkedQueue<>();

        @Override
        public void onTestSuccess(ITestResult result) {
            kept.add(Verdict.of(result));
        }

        @Override
        public void onTestFailure(ITestResult result) {
            failed.add(Verdict.of(result));
        }

        @Override
        public void onTestSkipped(ITestResult result) {
            skipped.add(Verdict.of(result));
        }
    }

    // ---- the makes

    /** A make of stream. What should come is waited for as long as it takes; what should not come, for a moment. */
    abstract static class Make<T> extends FlowPublisherVerification<T> {

        /** An error that should come is looked for every so often, it is said; in truth once, after that time. */
        private static final int FIRST_LOOK_MILLIS = 1_000;

        private final Queue<ResultStream<?>> made = new ConcurrentLinkedQueue<>();

        Make() {
            super(new TestEnvironment(10_000, 50, FIRST_LOOK_MILLIS));
        }

        abstract ResultStream<T> stream(Iterable<Long> source);

        @Override
        public Publisher<T> createFlowPublisher(long elements) {
            return publisher(() -> LongStream.range(0, elements).iterator());
        }

        @Override
        public Publisher<T> createFailedFlowPublisher() {
            return publisher(Make::failing);
        }

        private static Iterator<Long> failing() {
            throw new IllegalStateException("a source that cannot be read");
        }

        private Publisher<T> publisher(Iterable<Long> source) {
            ResultStream<T> stream = stream(source);
            made.add(stream);
            return stream.publisher();
        }

        /** The original gives the garbage collector a tenth of a second, which is not enough on a busy machine. */
        @Override
        @org.testng.annotations.Test
        public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber() {
            Publisher<T> publisher = createFlowPublisher(Integer.MAX_VALUE);
            try {
                Eventually.collected(subscribeAndCancel(publisher));
            } finally {
                Reference.reachabilityFence(publisher);
            }
        }

        private static <T> WeakReference<Recorder<T>> subscribeAndCancel(Publisher<T> publisher) {
            Recorder<T> recorder = new Recorder<>();
            publisher.subscribe(recorder);
            try {
                recorder.request(2);
                recorder.awaitReceived(1);
                recorder.subscription().cancel();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new WeakReference<>(recorder);
        }

        @AfterClass
        public void close() {
            made.forEach(ResultStream::close);
        }
    }

    /** One at a time. */
    public static class Results extends Make<Long> {
        @Override
        ResultStream<Long> stream(Iterable<Long> source) {
            return Concurrent.map(source, n -> n).limit(1).results();
        }
    }

    /** Four at a time. */
    public static class ManyResults extends Make<Long> {
        @Override
        ResultStream<Long> stream(Iterable<Long> source) {
            return Concurrent.map(source, n -> n).limit(4).results();
        }
    }

    /** One at a time. */
    public static class Outcomes extends Make<Outcome<Long>> {
        @Override
        ResultStream<Outcome<Long>> stream(Iterable<Long> source) {
            return Concurrent.map(source, n -> n).limit(1).outcomes();
        }
    }

    /** Four at a time. */
    public static class ManyOutcomes extends Make<Outcome<Long>> {
        @Override
        ResultStream<Outcome<Long>> stream(Iterable<Long> source) {
            return Concurrent.map(source, n -> n).limit(4).outcomes();
        }
    }

    /** Many streams that share the slots of one pool. */
    public static class ResultsOfAPool extends Make<Long> {

        private final TaskPool pool =
                TaskPool.builder("rules").size(4).onClose(Shutdown.now()).open();

        @Override
        ResultStream<Long> stream(Iterable<Long> source) {
            return pool.stream(source, 2, n -> n);
        }

        @AfterClass
        public void closePool() {
            pool.close();
        }
    }
}
