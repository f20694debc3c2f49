package io.github.stint.examples;

import io.github.stint.TaskBatch;
import io.github.stint.TaskPool;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Crawls a small site, level by level, never more than so many pages at once; the number changes on the way. */
public final class PoolMain {

    private static final int PAGES = 40;
    private static final int LINKS = 3;
    private static final Pattern SPACE = Pattern.compile(" ");

    private PoolMain() {}

    /** Crawls it. */
    public static void main(String[] words) throws Exception {
        try (Site site = Site.open(pages());
                TaskPool pool = TaskPool.open("crawler", 2)) {
            Set<String> known = new LinkedHashSet<>(List.of("/0"));
            Set<String> level = known;
            while (!level.isEmpty()) {
                TaskBatch<List<String>> fetched = pool.map(level, 4, path -> linksOf(site.fetch(path)));
                Set<String> next = new LinkedHashSet<>();
                for (List<String> links : fetched.results()) {
                    next.addAll(links);
                }
                System.out.println(
                        fetched.group() + ": " + fetched.stats().submitted() + " pages, " + pool.size() + " at once");
                next.removeAll(known);
                known.addAll(next);
                level = next;
                pool.resize(4);
            }
            System.out.println(known.size() + " pages known; " + pool.stats().succeeded() + " fetched");
        }
    }

    private static List<String> linksOf(String page) {
        return SPACE.splitAsStream(page).filter(link -> !link.isEmpty()).toList();
    }

    /** Page n links to 3n + 1, 3n + 2 and 3n + 3. */
    private static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        for (int page = 0; page < PAGES; page++) {
            int first = LINKS * page + 1;
            List<String> links = IntStream.range(first, first + LINKS)
                    .filter(link -> link < PAGES)
                    .mapToObj(link -> "/" + link)
                    .toList();
            pages.put("/" + page, String.join(" ", links));
        }
        return pages;
    }
}
