package io.github.stint.soak.load;

import io.github.stint.soak.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Four pools: with and without a queue, with fresh and with used threads. */
public final class PoolsPart implements Part {

    private static final int QUEUE = 50;

    private final List<PoolPart> pools;

    /** Opens them. */
    public PoolsPart(Accounts accounts, Dice dice) {
        pools = List.of(
                new PoolPart("plain", 0, false, accounts, dice),
                new PoolPart("queued", QUEUE, false, accounts, dice),
                new PoolPart("reusing", 0, true, accounts, dice),
                new PoolPart("queued and reusing", QUEUE, true, accounts, dice));
    }

    @Override
    public List<Actor> actors() {
        return pools.stream().flatMap(pool -> pool.actors().stream()).toList();
    }

    @Override
    public void relax() {
        pools.forEach(PoolPart::relax);
    }

    @Override
    public boolean rest(Duration atMost) throws InterruptedException {
        boolean all = true;
        for (PoolPart pool : pools) {
            all &= pool.rest(atMost);
        }
        return all;
    }

    @Override
    public List<Check> checksBeforeTheEnd() throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        for (PoolPart pool : pools) {
            checks.addAll(pool.checksBeforeTheEnd());
        }
        checks.add(Gauge.check(pools.stream().map(PoolPart::gauge).toList()));
        return checks;
    }

    @Override
    public void close() throws InterruptedException {
        for (PoolPart pool : pools) {
            pool.close();
        }
    }

    @Override
    public String toString() {
        return pools.toString();
    }
}
