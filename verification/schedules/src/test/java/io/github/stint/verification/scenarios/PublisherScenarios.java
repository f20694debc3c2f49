package io.github.stint.verification.scenarios;

import io.github.stint.Concurrent;
import io.github.stint.Fn;
import io.github.stint.ResultStream;
import io.github.stint.Shutdown;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** A stream as a publisher. */
final class PublisherScenarios {

    /** A subscriber that checks the rules, and asks for so many at a time. */
    private static final class Reader implements Subscriber<Integer> {

        private final World world;
        private final int asksFor;
        private final List<Integer> got = new ArrayList<>();
        private @Nullable Subscription subscription;
        private long asked;
        private int ends;
        private boolean failed;
        private boolean inSignal;
        private int cancelsAfter = Integer.MAX_VALUE;
        private int throwsAfter = Integer.MAX_VALUE;
        private boolean hasLeft;

        /** If it asks for nothing, others ask for it. */
        Reader(World world, int asksFor) {
            this.world = world;
            this.asksFor = asksFor;
        }

        @Override
        public void onSubscribe(Subscription given) {
            world.require(subscription == null, "subscribed twice");
            signal("onSubscribe");
            subscription = given;
            ask(asksFor);
            inSignal = false;
        }

        @Override
        public void onNext(Integer item) {
            signal("onNext");
            world.require(subscription != null, "a result before the subscription");
            got.add(item);
            world.require(got.size() <= asked, "got " + got + ", asked for " + asked);
            if (got.size() == cancelsAfter) {
                cancel();
            }
            inSignal = false;
            if (got.size() == throwsAfter) {
                hasLeft = true;
                throw new Boom("the subscriber");
            }
            ask(asksFor);
        }

        @Override
        public void onError(Throwable error) {
            signal("onError");
            world.note("onError " + error);
            ends++;
            failed = true;
            inSignal = false;
        }

        @Override
        public void onComplete() {
            signal("onComplete");
            ends++;
            inSignal = false;
        }

        /** Takes its time. */
        private void signal(String what) {
            world.require(!inSignal, what + " during another signal");
            world.require(ends == 0, what + " after the end");
            world.require(!Thread.currentThread().isInterrupted(), what + " with an interrupt");
            inSignal = true;
            world.point();
        }

        void ask(int more) {
            Subscription mine = subscription;
            if (more > 0 && mine != null) {
                asked += more;
                mine.request(more);
            }
        }

        void cancel() {
            Subscription mine = subscription;
            if (mine != null) {
                hasLeft = true;
                mine.cancel();
            }
        }

        boolean isSubscribedOrOver() {
            return subscription != null || ends > 0;
        }
    }

    private static ResultStream<Integer> stream(World world, Numbers source, Fn<Integer, Integer> fn) {
        Concurrent<Integer, Integer> how = Concurrent.map(source, fn)
                .limit(world.pick("limit", 1, 2))
                .buffer(world.pick("buffer", 0, 1))
                .ticker(new WorldTicker(world));
        return (world.pick("in order") ? how.inSourceOrder() : how).results();
    }

    private static boolean hasThread(World world, ResultStream<Integer> stream) {
        return world.isAlive(stream.name() + "/publisher");
    }

    @Property(
            value = "a publisher signals one after the other, no more than is asked for, all there is, and one end",
            found = 201)
    void aPublisherKeepsTheRules(World world) {
        String course = world.pickOne("course", "completes", "an element fails", "the source fails");
        int asks = world.pick("asks for", 0, 1, 9);
        Numbers source = new Numbers(world, 2, number -> {
            if (number == 2 && course.equals("the source fails")) {
                throw new Boom("the source");
            }
        });
        ResultStream<Integer> stream = stream(world, source, number -> {
            world.point();
            if (number == 2 && course.equals("an element fails")) {
                throw new Boom("an element");
            }
            return number;
        });
        Reader reader = new Reader(world, asks);
        world.spawn("subscriber", () -> stream.publisher().subscribe(reader));
        if (asks == 0) {
            world.spawn("asker", () -> {
                while (!reader.isSubscribedOrOver()) {
                    world.letOthers();
                }
                for (int i = 0; i < 2; i++) {
                    reader.ask(1);
                    world.point();
                }
            });
        }
        world.atQuiet(() -> {
            world.require(reader.ends == 1, "so many ends: " + reader.ends + ", got " + reader.got);
            world.require(reader.failed == !course.equals("completes"), "another end than " + course);
            world.require(reader.failed || reader.got.size() == 2, "got " + reader.got);
            world.require(!hasThread(world, stream), "its thread stays");
            source.requireClosed("after the end");
        });
        world.atEnd(() -> Checks.closed(world, stream));
    }

    @Property("a subscriber that cancels or throws, or a stream that is closed, ends a publisher for good")
    void aPublisherThatIsLeftEnds(World world) {
        String leaves = world.pickOne(
                "ends by", "a cancel", "a cancel in onNext", "a throw", "close", "shutdown", "a bad request");
        int asks = world.pick("asks for", 0, 1, 9);
        Numbers source = new Numbers(world, 3);
        AtOnce atOnce = new AtOnce(world, 2);
        ResultStream<Integer> stream = stream(
                world,
                source,
                number -> atOnce.counted(() -> {
                            world.point();
                            return number;
                        })
                        .call());
        Reader reader = new Reader(world, leaves.endsWith("onNext") || leaves.equals("a throw") ? 1 : asks);
        if (leaves.equals("a cancel in onNext")) {
            reader.cancelsAfter = 1;
        } else if (leaves.equals("a throw")) {
            reader.throwsAfter = 1;
        }
        world.spawn("subscriber", () -> stream.publisher().subscribe(reader));
        world.spawn("ender", () -> {
            world.points(world.pick("after points", 0, 20));
            switch (leaves) {
                case "a cancel", "a bad request" -> {
                    while (!reader.isSubscribedOrOver()) {
                        world.letOthers();
                    }
                    if (leaves.equals("a cancel")) {
                        reader.cancel();
                    } else if (reader.subscription != null) {
                        reader.subscription.request(0);
                    }
                }
                case "close" -> {
                    stream.close();
                    world.require(atOnce.now() == 0, "runs after close");
                }
                case "shutdown" -> {
                    stream.shutdown(Shutdown.now());
                    world.require(atOnce.now() == 0, "runs after shutdown");
                }
                default -> world.point();
            }
        });
        world.atQuiet(() -> {
            world.require(!hasThread(world, stream), "its thread stays");
            world.require(atOnce.now() == 0, "an element runs still");
            world.require(reader.hasLeft ? reader.ends <= 1 : reader.ends == 1, "so many ends: " + reader.ends);
            world.require(!leaves.equals("a bad request") || reader.failed || reader.got.size() == 3, "not told of it");
            source.requireClosed("after the end");
        });
        world.atEnd(() -> Checks.closed(world, stream));
    }

    @Property("S1: of an iterator and a subscriber of one stream, one reads it, and the other is told so")
    void oneReaderOfTwoKinds(World world) {
        ResultStream<Integer> stream = stream(world, new Numbers(world, 2), number -> number);
        Reader reader = new Reader(world, 9);
        List<Integer> iterated = new ArrayList<>();
        boolean[] refused = new boolean[1];
        world.spawn("subscriber", () -> stream.publisher().subscribe(reader));
        world.spawn("iterating", () -> {
            try {
                stream.iterator().forEachRemaining(iterated::add);
            } catch (IllegalStateException e) {
                refused[0] = true;
            }
        });
        world.atEnd(() -> {
            world.require(refused[0] != reader.failed, "both read it, or none");
            world.require(reader.ends == 1, "so many ends: " + reader.ends);
            world.require(iterated.size() + reader.got.size() == 2, "got " + iterated + " and " + reader.got);
            Checks.closed(world, stream);
        });
    }
}
