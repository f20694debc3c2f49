package io.github.stint.soak.load;

import io.github.stint.CloseReport;
import io.github.stint.Shutdown;
import io.github.stint.TaskOwner;

/** Closes an owner and its book, and looks at the report. */
final class Closing {

    private Closing() {}

    static void close(TaskOwner owner, Shutdown how, Book book, Accounts accounts) throws InterruptedException {
        CloseReport report = owner.shutdown(how);
        if (!report.stragglers().isEmpty()) {
            accounts.surprise("'" + owner.name() + "' left stragglers: " + report.stragglers());
        }
        accounts.close(book, owner.stats());
    }
}
