package io.github.stint.process;

import io.github.stint.CloseReport;
import io.github.stint.Shutdown;
import io.github.stint.TaskRejectedException;
import java.util.concurrent.CountDownLatch;

/**
 * A {@link Shop} that is closed when the JVM is asked to end, and prints its account then.
 *
 * <p>The first argument says who closes it: {@code installed}, the hook of the manager itself, or {@code own}, one of the
 * application. The second says what goes on: {@code busy}; {@code idle}; {@code exit}, in which two of its tasks end the JVM;
 * {@code leave}, in which main returns; {@code held}, in which all stand still.
 */
final class ShopMain {

    static final int EXIT_STATUS = 3;

    private ShopMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Shop shop = new Shop();
        try {
            shop.openManager();
            install(arguments[0], shop);
            shop.openTheRest();
            begin(arguments[1], shop);
        } catch (IllegalStateException | TaskRejectedException e) {
            System.out.println("asked to end while it starts: " + e.getMessage());
        }
        if (!arguments[1].equals("leave")) {
            new CountDownLatch(1).await();
        }
    }

    private static void begin(String what, Shop shop) throws InterruptedException {
        ShopLoad load = new ShopLoad(shop, 1);
        switch (what) {
            case "busy" -> {
                load.startAll();
                System.out.println("ready");
                load.runUntilRefused();
            }
            case "idle" -> System.out.println("ready");
            case "exit" -> {
                load.startAll();
                System.out.println("ready");
                load.spawnExits();
                load.runUntilRefused();
            }
            case "leave" -> load.spawnWhatMustNotBeLost();
            case "held" -> ShopHeld.hold(shop);
            default -> throw new IllegalArgumentException(what);
        }
    }

    /** The manager's own hook has the closing to itself: what prints waits until it is closed, and then gets the report. */
    static void install(String who, Shop shop) {
        boolean installed = who.equals("installed");
        if (installed) {
            shop.tasks.installShutdownHook();
        }
        atShutdown("account", () -> {
            if (installed) {
                shop.tasks.awaitClosed();
            }
            CloseReport report = shop.tasks.shutdown(installed ? Shutdown.now() : Shop.ON_CLOSE);
            shop.print(report);
        });
        System.out.println("hooked");
    }

    /** What a hook does. */
    interface Work {
        void run() throws InterruptedException;
    }

    /** Has that done when the JVM shuts down. */
    static void atShutdown(String name, Work work) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name(name).unstarted(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts a hook", e);
            }
        }));
    }
}
