package io.github.stint.process;

import io.github.stint.Task;
import io.github.stint.internal.jvm.CarrierWatch;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Has two tasks wait in static initialisers, each on a carrier, until a line comes in; ends when they have. */
final class StarvedMain {

    private static final CountDownLatch LINE = new CountDownLatch(1);

    private StarvedMain() {}

    private static final class First {
        private static final boolean READY = waitForTheLine();

        private First() {}
    }

    private static final class Second {
        private static final boolean READY = waitForTheLine();

        private Second() {}
    }

    private static boolean waitForTheLine() {
        try {
            LINE.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Spawner spawner = new Spawner("stuck", 10);
        CarrierWatch watch = new CarrierWatch(spawner.engine().view()::cellsAtOnce);
        watch.acquire();
        Task<?> first = spawner.spawn("first", () -> System.out.println("first " + First.READY));
        Task<?> second = spawner.spawn("second", () -> System.out.println("second " + Second.READY));
        Task<?> last = spawner.spawn("last", () -> System.out.println("last"));
        System.out.println("ready");
        awaitLine();
        LINE.countDown();
        first.join();
        second.join();
        last.join();
        awaitLine();
        watch.release();
    }

    private static void awaitLine() throws IOException {
        for (int c = System.in.read(); c != '\n'; c = System.in.read()) {
            if (c < 0) {
                throw new IOException("no line came in");
            }
        }
    }
}
