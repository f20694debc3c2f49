package io.github.stint.process;

import io.github.stint.internal.jvm.KeepAlive;
import java.util.concurrent.CountDownLatch;

/** Hands over a task that never ends, and is kept alive. */
final class BlockedMain {

    private BlockedMain() {}

    public static void main(String[] arguments) {
        Spawner spawner = new Spawner("app", 1);
        spawner.spawn("forever", () -> new CountDownLatch(1).await());
        KeepAlive.of(spawner.engine()).onAccepted();
        System.out.println("main returns");
    }
}
