import io.github.stint.Action;
import io.github.stint.Shutdown;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.control.ControlServer;
import java.util.Random;

/// An application that always has something to do, for `tools/record-top`: `java -cp 'stint-cli/target/lib/*'
/// RecordedShop.java`.
final class RecordedShop {

    private RecordedShop() {}

    public static void main(String[] args) throws Exception {
        Random random = new Random(7);
        try (TaskManager shop =
                TaskManager.builder("shop").onClose(Shutdown.now()).open()) {
            TaskPool crawler = shop.adopt(pool("crawler", 4));
            TaskPool images = shop.adopt(pool("images", 2));
            try (ControlServer _ = ControlServer.builder("shop")
                    .owners(shop)
                    .allowChanges()
                    .keepEnded(10_000)
                    .start()) {
                while (true) {
                    while (crawler.stats().live() < 30) {
                        long millis = (long) (120 * Math.exp(1.2 * random.nextGaussian()));
                        crawler.submit(
                                TaskOptions.named("fetch").group(random.nextInt(3) == 0 ? "probes" : "pages"),
                                (Action) () -> Thread.sleep(millis));
                    }
                    while (images.stats().live() < 6) {
                        boolean fails = random.nextInt(6) == 0;
                        images.submit(TaskOptions.named("scale"), (Action) () -> scale(fails));
                    }
                    Thread.sleep(20);
                }
            }
        }
    }

    private static TaskPool pool(String name, int size) {
        return TaskPool.builder(name)
                .size(size)
                .queue(1_000)
                .onClose(Shutdown.now())
                .open();
    }

    private static void scale(boolean fails) throws InterruptedException {
        Thread.sleep(4_000);
        if (fails) {
            throw new IllegalStateException("not an image");
        }
    }
}
