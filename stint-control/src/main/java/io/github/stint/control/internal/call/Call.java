package io.github.stint.control.internal.call;

import io.github.stint.control.internal.json.JsonObject;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One answer that is waited for. */
final class Call {

    private final long id;
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicReference<@Nullable JsonObject> answer = new AtomicReference<>();
    private final AtomicReference<@Nullable IOException> error = new AtomicReference<>();

    Call(long id) {
        this.id = id;
    }

    /** That is the answer; false if there is one already. */
    boolean offer(JsonObject line) {
        boolean isFirst = answer.compareAndSet(null, line);
        done.countDown();
        return isFirst;
    }

    /** There will be none. */
    void fail(IOException why) {
        error.set(why);
        done.countDown();
    }

    JsonObject await(Duration atMost) throws IOException, InterruptedException {
        if (!done.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new SocketTimeoutException((id == 0 ? "the server did not greet" : "the server did not answer")
                    + " within " + atMost.toMillis() + " ms");
        }
        JsonObject line = answer.get();
        if (line != null) {
            return line;
        }
        IOException why = error.get();
        throw new IOException(why == null ? "no answer" : why.getMessage(), why);
    }
}
