package io.github.stint.control.hostile;

import static io.github.stint.test.Eventually.eventually;

import io.github.stint.TaskPool;
import io.github.stint.control.ControlClient;
import io.github.stint.control.ControlServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * A pool at work and a client that asks, by turns alone and beside hostile clients; then the client beside hostile clients
 * while all carriers are pinned. Prints figures, and exits with 1 if one is over its bound: the throughput of the pool 5 % lower,
 * an answer in a hundred later than 50 ms, the heap 32 MiB larger. Arguments: seconds, the path of a socket.
 */
final class HostileMain {

    private static final int ROUNDS = 4;
    private static final double LEAST_THROUGHPUT = 0.95;
    private static final double MOST_MILLIS = 50;
    private static final long MOST_GROWTH = 32L << 20;

    private final LongAdder done = new LongAdder();
    private final Path socket;

    private HostileMain(Path socket) {
        this.socket = socket;
    }

    public static void main(String[] args) throws Exception {
        System.exit(new HostileMain(Path.of(args[1])).run(Integer.parseInt(args[0])) ? 0 : 1);
    }

    private boolean run(int seconds) throws Exception {
        long each = seconds * 1_000L / (2 * ROUNDS + 1);
        List<Double> calm = new ArrayList<>();
        List<Double> disturbed = new ArrayList<>();
        List<Double> answers = new ArrayList<>();
        try (ControlServer _ = ControlServer.builder("shop")
                        .socket(socket)
                        .allowChanges()
                        .start();
                ControlClient client = ControlClient.connect(socket)) {
            var ignored = client.owners(); // who never asks for anything is sent away after a while
            long before;
            long after;
            long connects = 0;
            try (TaskPool pool = TaskPool.open("work", 4)) {
                var batch = pool.forEach(IntStream.iterate(0, it -> it + 1)::iterator, 4, it -> work(it));
                throughput(Math.max(2_000, each / 2));
                before = heap();
                for (int round = 0; round < ROUNDS; round++) {
                    calm.add(throughput(each));
                    try (Attackers attackers = new Attackers(socket)) {
                        answers.addAll(answersWhile(client, () -> disturbed.add(throughput(each))));
                        connects += attackers.connects.get();
                    }
                }
                after = heap();
                batch.cancel("it is over");
            }
            List<Double> pinned;
            try (Attackers _ = new Attackers(socket);
                    PinnedCarriers _ = new PinnedCarriers()) {
                pinned = answersWhile(client, () -> Thread.sleep(each));
            }
            return judge(calm, disturbed, answers, pinned, after - before, connects);
        }
    }

    private static boolean judge(
            List<Double> calm,
            List<Double> disturbed,
            List<Double> answers,
            List<Double> pinned,
            long growth,
            long connects) {
        double ratio = median(disturbed) / median(calm);
        double p99 = percentile(answers, 0.99);
        double pinnedP99 = percentile(pinned, 0.99);
        System.out.printf("tasks a second alone      %10.0f  %s%n", median(calm), rounded(calm));
        System.out.printf("  beside hostile clients  %10.0f  %s%n", median(disturbed), rounded(disturbed));
        System.out.printf("  ratio                   %10.3f  at least %.2f%n", ratio, LEAST_THROUGHPUT);
        System.out.printf("hostile connections       %10d%n", connects);
        System.out.printf("answers                   %10d  p50 %.2f ms%n", answers.size(), percentile(answers, 0.5));
        System.out.printf("  p99                     %10.2f  ms, at most %.0f%n", p99, MOST_MILLIS);
        System.out.printf(
                "  p99, carriers pinned    %10.2f  ms, at most %.0f, of %d%n", pinnedP99, MOST_MILLIS, pinned.size());
        System.out.printf("heap, more than before    %10.1f  MiB, at most %d%n", growth / 1048576.0, MOST_GROWTH >> 20);
        return ratio >= LEAST_THROUGHPUT && p99 <= MOST_MILLIS && pinnedP99 <= MOST_MILLIS && growth <= MOST_GROWTH;
    }

    private static List<Long> rounded(List<Double> all) {
        return all.stream().map(Math::round).toList();
    }

    // ---- the pool

    private void work(int seed) {
        long x = seed;
        for (int i = 0; i < 20_000; i++) {
            x = x * 6364136223846793005L + 1442695040888963407L;
        }
        if (x != 0) {
            done.increment();
        }
    }

    private double throughput(long millis) throws InterruptedException {
        long begun = System.nanoTime();
        long before = done.sum();
        Thread.sleep(millis);
        return (done.sum() - before) * 1e9 / (System.nanoTime() - begun);
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    // ---- the client

    private interface Meanwhile {
        void run() throws InterruptedException;
    }

    /** Asks every ten milliseconds, and gives back how many milliseconds the answers took. */
    private static List<Double> answersWhile(ControlClient client, Meanwhile what) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        CountDownLatch over = new CountDownLatch(1);
        Thread asking = Thread.ofPlatform().start(() -> {
            try {
                while (over.getCount() > 0) {
                    long begun = System.nanoTime();
                    if (client.owners() == null) {
                        throw new AssertionError("no owners");
                    }
                    millis.add((System.nanoTime() - begun) / 1e6);
                    Thread.sleep(10);
                }
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        what.run();
        over.countDown();
        asking.join();
        return millis;
    }

    private static double median(List<Double> all) {
        return percentile(all, 0.5);
    }

    private static double percentile(List<Double> all, double part) {
        double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)];
    }

    // ---- no carrier

    /** Virtual threads that block in a static initialiser, as many as there are carriers and more. */
    private static final class PinnedCarriers implements AutoCloseable {

        private static final CountDownLatch RELEASE = new CountDownLatch(1);

        private final Thread[] threads = new Thread[2 * Runtime.getRuntime().availableProcessors()];

        private static final class Initialised {
            static {
                try {
                    RELEASE.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }

            static void touch() {}
        }

        PinnedCarriers() {
            for (int i = 0; i < threads.length; i++) {
                threads[i] = Thread.startVirtualThread(Initialised::touch);
            }
            eventually("no virtual thread runs", () -> !aVirtualThreadRuns());
        }

        private static boolean aVirtualThreadRuns() throws InterruptedException {
            CountDownLatch ran = new CountDownLatch(1);
            Thread.startVirtualThread(ran::countDown);
            return ran.await(1, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            RELEASE.countDown();
            for (Thread thread : threads) {
                join(thread);
            }
        }
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
