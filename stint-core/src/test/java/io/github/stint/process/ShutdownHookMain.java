package io.github.stint.process;

import io.github.stint.internal.jvm.ShutdownHook;
import java.util.concurrent.CountDownLatch;

/** Installs a hook, does with it what the argument says, and waits for its end. */
final class ShutdownHookMain {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private ShutdownHookMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        ShutdownHook[] self = new ShutdownHook[1];
        self[0] = ShutdownHook.install("shop", () -> {
            Thread thread = Thread.currentThread();
            System.out.println("closed on " + thread.getName() + (thread.isVirtual() ? " virtual" : " platform"));
            self[0].remove();
            self[0].remove();
            System.out.println("removed");
            try {
                ShutdownHook tooLate = ShutdownHook.install("late", () -> System.out.println("never"));
                tooLate.remove();
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        });
        switch (arguments[0]) {
            case "keep" -> {}
            case "remove" -> {
                self[0].remove();
                self[0].remove();
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println("ready");
        NEVER.await();
    }
}
