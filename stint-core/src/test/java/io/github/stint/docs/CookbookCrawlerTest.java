package io.github.stint.docs;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Fn;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.Tasks;
import io.github.stint.test.VirtualTicker;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** The crawler of docs/cookbook.md, and its test. */
class CookbookCrawlerTest {

    // shown: crawler
    /** Reads a site from a page on: each page once, one page of a host at a time, a second's pause between two of them. */
    static final class Crawler {

        private static final Duration PAUSE = ofSeconds(1);
        private static final int MOST_PAGES = 10_000;

        private final TaskManager visits;
        private final Fn<URI, List<URI>> links; // fetches a page and gives its links
        private final Set<URI> seen = ConcurrentHashMap.newKeySet();
        private final Map<String, Lock> hosts = new ConcurrentHashMap<>();

        Crawler(TaskManager visits, Fn<URI, List<URI>> links) {
            this.visits = visits;
            this.links = links;
        }

        Set<URI> crawl(URI start) throws InterruptedException {
            visit(start);
            visits.awaitIdle(); // this page has been read, those it brought, and those they brought
            return seen;
        }

        private void visit(URI page) {
            if (seen.size() < MOST_PAGES && seen.add(page)) {
                // never waits, so a visit may bring as many as it likes
                visits.spawn(TaskOptions.inGroup(page.getHost()), () -> read(page));
            }
        }

        private void read(URI page) throws Exception {
            Lock host = hosts.computeIfAbsent(page.getHost(), name -> new ReentrantLock());
            host.lockInterruptibly();
            try {
                links.apply(page).forEach(this::visit);
                Tasks.sleep(PAUSE);
            } finally {
                host.unlock();
            }
        }
    }
    // end

    private static List<URI> site(URI page) {
        return switch (page.toString()) {
            case "http://a/home" -> List.of(URI.create("http://a/news"), URI.create("http://b/home"));
            case "http://a/news" -> List.of(URI.create("http://a/home"));
            case "http://b/home" -> List.of(URI.create("http://b/next"));
            default -> List.of();
        };
    }

    // shown: crawler-test
    @Test
    void aHostIsAskedOnceASecond() throws Exception {
        VirtualTicker time = VirtualTicker.autojump(); // seconds that take no time
        try (TaskManager visits =
                TaskManager.builder("crawler").maxTasks(100).ticker(time).open()) {
            Set<URI> seen = new Crawler(visits, CookbookCrawlerTest::site).crawl(URI.create("http://a/home"));
            assertThat(seen).hasSize(4); // two of each of two hosts
            assertThat(time.elapsed()).isEqualTo(ofSeconds(2)); // the hosts were read side by side
        }
    }
    // end
}
