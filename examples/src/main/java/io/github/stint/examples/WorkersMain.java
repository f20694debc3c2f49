package io.github.stint.examples;

import io.github.stint.WorkerPool;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** Workers that take letters from a queue and send them: some, more, fewer, none. */
public final class WorkersMain {

    private static final int LETTERS = 100;

    private WorkersMain() {}

    /** Sends the letters. */
    public static void main(String[] words) throws Exception {
        BlockingQueue<Integer> letters = new LinkedBlockingQueue<>();
        CountDownLatch sent = new CountDownLatch(LETTERS);
        try (WorkerPool mailers = WorkerPool.open("mailers", () -> {
            while (true) {
                letters.take(); // the interrupt of a stop ends it here
                sent.countDown();
            }
        })) {
            mailers.start(3);
            for (int letter = 0; letter < LETTERS; letter++) {
                letters.add(letter);
            }
            sent.await();
            System.out.println(LETTERS + " letters sent by " + mailers.size() + " workers");

            mailers.scaleTo(5);
            System.out.println("then " + mailers.size());
            System.out.println("stopped, the youngest first: " + Arrays.toString(mailers.stop(2)));
            System.out.println("left " + mailers.size());
        }
    }
}
