package io.github.stint.process;

import io.github.stint.internal.jvm.KeepAlive;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Hands over a task that needs a moment if it is kept alive, else a minute, and returns from main; the argument says which. */
final class KeepAliveMain {

    private KeepAliveMain() {}

    public static void main(String[] arguments) {
        Spawner spawner = new Spawner("app", Integer.MAX_VALUE);
        KeepAlive keepAlive = KeepAlive.of(spawner.engine());
        boolean kept = arguments[0].equals("kept");
        long millis = kept ? 300 : 60_000;
        spawner.spawn("work", () -> {
            boolean ignored = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
            System.out.println("worked");
            if (kept) {
                spawner.spawn("more", () -> System.out.println("worked more"));
                keepAlive.onAccepted();
            }
        });
        if (kept) {
            keepAlive.onAccepted();
        }
        System.out.println("main returns");
    }
}
