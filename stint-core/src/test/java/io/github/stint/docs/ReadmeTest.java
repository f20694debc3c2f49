package io.github.stint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Concurrent;
import io.github.stint.Task;
import io.github.stint.TaskBatch;
import io.github.stint.TaskPool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows. */
class ReadmeTest {

    private final List<String> shown = new ArrayList<>();
    private final String root = "root";
    private final List<String> links = List.of("a", "b", "c", "d", "e", "f");

    private String fetch(String page) {
        return "page " + page;
    }

    private void show(String page) {
        shown.add(page);
    }

    private void show(List<String> pages) {
        shown.addAll(pages);
    }

    @Test
    void pagesAreFetchedTwentyAtATime() throws Exception {
        // shown: ours
        Concurrent.map(links, this::fetch).limit(20).inSourceOrder().forEach(this::show);
        // end
        assertThat(shown).hasSize(6).startsWith("page a", "page b").endsWith("page f");
    }

    @Test
    void aProgramRunsFromItsSource(@TempDir Path folder) throws Exception {
        // shown: hello
        String hello = """
            import io.github.stint.TaskPool;

            void main() throws Exception {
                try (TaskPool pool = TaskPool.open("hello", 2)) {
                    var lengths = pool.map(List.of("one", "three", "seven"), 2, String::length);
                    IO.println(lengths.results());
                }
            }
            """;
        // end
        Path file = Files.writeString(folder.resolve("Hello.java"), hello);
        Path library = Path.of(TaskPool.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        library.toString(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(java.inputReader().readAllAsString()).isEqualTo("[3, 5, 5]\n");
        assertThat(java.waitFor()).isZero();
    }

    @Test
    void pagesAreFetchedTwentyAtATimeByTheJdkAlone() throws Exception {
        // shown: jdk
        Semaphore slots = new Semaphore(20);
        List<Future<String>> futures = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String link : links) {
                slots.acquire(); // before the submit, or a million links are a million threads
                futures.add(executor.submit(() -> {
                    try {
                        return fetch(link);
                    } finally {
                        slots.release();
                    }
                }));
            }
            for (Future<String> future : futures) {
                show(future.get()); // the last one has failed? that is seen when all others are done
            }
        } // waits for all, for ever if one hangs
        // end
        assertThat(shown).hasSize(6).startsWith("page a", "page b").endsWith("page f");
    }

    @Test
    void aPoolIsUsedWhileItRuns() throws Exception {
        // shown: pool
        try (TaskPool pool = TaskPool.open("crawler", 20)) { // 20 run at a time
            Task<String> home = pool.submit(() -> fetch(root)); // waits while the pool is full
            TaskBatch<String> pages = pool.map(links, 4, this::fetch); // at most 4 of the 20; read as room appears

            pool.resize(50); // while it runs; 0 pauses it
            home.cancel("not needed"); // a reason goes with it

            show(pages.results()); // in the order of the links
        } // lets it end, for 10 s at most, then cancels the rest
        // end
        assertThat(shown).hasSize(6).startsWith("page a", "page b").endsWith("page f");
    }
}
