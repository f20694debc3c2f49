package io.github.stint.examples;

import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** A page made of two answers over HTTP, fetched at once and in time: both are there, or neither is waited for. */
public final class GroupMain {

    private GroupMain() {}

    /** Makes a page that can be made, and one that cannot. */
    public static void main(String[] words) throws Exception {
        try (Site site = Site.open(Map.of("/user/ann", "Ann", "/cart/ann", "3 books", "/cart/bob", "1 pen"))) {
            System.out.println(page(site, "ann"));
            try {
                System.out.println(page(site, "bob"));
            } catch (IOException e) {
                System.out.println("no page for bob: " + e.getMessage());
            }
        }
    }

    private static String page(Site site, String id) throws IOException, InterruptedException {
        try {
            return TaskGroup.builder()
                    .name("page")
                    .timeout(Duration.ofSeconds(10))
                    .run(group -> {
                        Task<String> user = group.start("user", () -> site.fetch("/user/" + id));
                        Task<String> cart = group.start("cart", () -> site.fetch("/cart/" + id));
                        return user.await() + " has " + cart.await();
                    });
        } catch (TaskGroupException e) {
            throw e.throwCauseIf(IOException.class);
        }
    }
}
