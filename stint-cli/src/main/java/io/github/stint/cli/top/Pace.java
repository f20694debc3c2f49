package io.github.stint.cli.top;

import io.github.stint.control.view.OwnerView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many tasks of each owner have ended a second, between the last two looks that are far enough apart. */
final class Pace {

    private static final long APART = 500_000_000L;

    private Map<String, Long> ended = Map.of();
    private Map<String, Double> pace = Map.of();
    private long at;

    /** After a look at that time. */
    Map<String, Double> after(List<OwnerView> owners, long nanos) {
        long span = nanos - at;
        if (!ended.isEmpty() && span < APART) {
            return pace;
        }
        Map<String, Long> now = new HashMap<>();
        Map<String, Double> paces = new HashMap<>();
        for (OwnerView owner : owners) {
            long count = owner.stats().ended();
            now.put(owner.name(), count);
            Long before = ended.get(owner.name());
            if (before != null && count >= before) {
                paces.put(owner.name(), (count - before) * 1e9 / span);
            }
        }
        ended = now;
        pace = Map.copyOf(paces);
        at = nanos;
        return pace;
    }
}
