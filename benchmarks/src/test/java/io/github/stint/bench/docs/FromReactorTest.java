package io.github.stint.bench.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Concurrent;
import io.github.stint.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What docs/from-executors.md shows of Reactor, and that it is true of it. */
class FromReactorTest {

    private final List<String> urls = List.of("a", "bad", "b");
    private final List<String> stored = new CopyOnWriteArrayList<>();

    private String fetch(String url) throws IOException {
        if (url.equals("bad")) {
            throw new IOException("404");
        }
        return "page " + url;
    }

    private void store(String page) {
        stored.add(page);
    }

    @Test
    void manyCallsSomeOfWhichFail() {
        // shown: flux-reactor
        Flux.fromIterable(urls)
                .flatMap(
                        url -> Mono.fromCallable(() -> fetch(url))
                                .subscribeOn(Schedulers.boundedElastic())
                                .onErrorResume(error -> Mono.empty()), // leaves it out
                        10)
                .doOnNext(this::store)
                .blockLast();
        // end
        assertThat(stored).containsExactlyInAnyOrder("page a", "page b");
        stored.clear();
        // shown: flux
        try (var pages = Concurrent.map(urls, this::fetch).limit(10).outcomes()) {
            for (Outcome<String> page : pages) {
                if (page instanceof Outcome.Success<String>(String text)) {
                    store(text);
                }
            }
        }
        // end
        assertThat(stored).containsExactlyInAnyOrder("page a", "page b");
    }

    @Test
    void theOrderOfTheSource() throws Exception {
        List<String> good = List.of("a", "b", "c");
        // shown: order-reactor
        List<String> pages = Flux.fromIterable(good)
                .flatMapSequential(
                        url -> Mono.fromCallable(() -> fetch(url)).subscribeOn(Schedulers.boundedElastic()), 10)
                .collectList()
                .block();
        // end
        // shown: order
        List<String> same = new ArrayList<>();
        Concurrent.map(good, this::fetch).limit(10).inSourceOrder().forEach(same::add);
        // end
        assertThat(same).isEqualTo(pages);
    }

    @Test
    void onTheWayToAFlux() {
        List<String> good = List.of("a", "b", "c");
        // shown: bridge
        try (var pages = Concurrent.map(good, this::fetch).limit(10).results()) {
            Flux<String> flux = JdkFlowAdapter.flowPublisherToFlux(pages.publisher());
            flux.doOnNext(this::store).blockLast();
        }
        // end
        assertThat(stored).hasSize(3);
    }
}
