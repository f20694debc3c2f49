package io.github.stint.examples;

import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.spi.ContextPropagator;

/** For whom a task works, carried from the thread that hands it over to the one that runs it. */
public final class ContextMain {

    private static final ScopedValue<String> TENANT = ScopedValue.newInstance();

    private ContextMain() {}

    /** Works for two tenants. */
    public static void main(String[] words) throws Exception {
        try (TaskPool pool = TaskPool.builder("reports")
                .size(4)
                .context(ContextPropagator.scopedValues(TENANT))
                .open()) {
            for (String tenant : new String[] {"acme", "best"}) {
                Task<String> report =
                        ScopedValue.where(TENANT, tenant).call(() -> pool.submit(() -> "report for " + TENANT.get()));
                System.out.println(report.await());
            }
        }
    }
}
