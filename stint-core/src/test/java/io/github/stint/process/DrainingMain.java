package io.github.stint.process;

import io.github.stint.CloseReport;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.spi.TaskListener;
import io.github.stint.test.Eventually;
import java.util.concurrent.CountDownLatch;

/** Asked to end, it drains until it is sent a line: its one task waits for that. */
final class DrainingMain {

    private DrainingMain() {}

    public static void main(String[] arguments) throws Exception {
        CountDownLatch line = new CountDownLatch(1);
        TaskManager tasks = TaskManager.builder("draining")
                .onClose(Shutdown.whenDone())
                .listener(new TaskListener() {
                    @Override
                    public void closed(CloseReport report) {
                        System.out.println("closed drained=" + report.drained() + " cancelled=" + report.cancelled());
                    }
                })
                .open();
        tasks.installShutdownHook();
        tasks.spawn(TaskOptions.named("line"), () -> line.await());
        System.out.println("ready");
        Eventually.eventually("it closes", () -> tasks.stats().state() != OwnerState.OPEN);
        System.out.println("drains");
        int ignored = System.in.read();
        line.countDown();
        new CountDownLatch(1).await();
    }
}
