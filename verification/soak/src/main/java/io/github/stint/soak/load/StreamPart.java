package io.github.stint.soak.load;

import io.github.stint.Concurrent;
import io.github.stint.ResultStream;
import io.github.stint.SourceFailedException;
import io.github.stint.TaskFailedException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Streams with owners of their own: read to the end, left early, ended by a failure of an element or of the source. */
public final class StreamPart implements Part {

    private static final int MOST = 60;

    private final Accounts accounts;
    private final Dice dice;
    private final AtomicLong streams = new AtomicLong();

    /** Draws from those dice. */
    public StreamPart(Accounts accounts, Dice dice) {
        this.accounts = accounts;
        this.dice = dice.split();
    }

    @Override
    public List<Actor> actors() {
        return List.of(new Actor("reads streams", this::step), new Actor("reads streams too", this::step));
    }

    private void step() throws InterruptedException {
        String name = "stream " + streams.incrementAndGet();
        Book book = accounts.open(name, Book.Kind.TASKS);
        Concurrent<Plan, Integer> how = Concurrent.map(
                        source(), plan -> plan.body(book).call())
                .name(name)
                .limit(dice.between(1, 16))
                .listener(book);
        how = dice.inThousand(300) ? how.inSourceOrder() : how;
        switch (dice.below(3)) {
            case 0 -> read(how.results(), book);
            case 1 -> read(how.outcomes(), book);
            default -> publish(how.outcomes(), book);
        }
    }

    /** Elements that end by themselves, and sometimes a source that breaks. */
    private Iterable<Plan> source() {
        List<Plan> plans = new ArrayList<>();
        for (int i = dice.below(MOST); i > 0; i--) {
            Plan plan = Plan.drawForMany(dice);
            plans.add(plan == Plan.OVERRUN ? Plan.SLEEP : plan);
        }
        boolean breaks = dice.inThousand(50);
        return () -> new Iterator<>() {
            private final Iterator<Plan> rest = plans.iterator();

            @Override
            public boolean hasNext() {
                return rest.hasNext() || breaks;
            }

            @Override
            public Plan next() {
                if (breaks && !rest.hasNext()) {
                    throw new IllegalStateException("planned");
                }
                return rest.next();
            }
        };
    }

    private void read(ResultStream<?> stream, Book book) throws InterruptedException {
        int want = dice.inThousand(500) ? MOST : dice.below(5);
        try (stream) {
            for (Object _ : stream) {
                want--;
                if (want <= 0) {
                    break;
                }
            }
        } catch (TaskFailedException | SourceFailedException asPlanned) {
            book.handed(0);
        }
        close(stream, book);
    }

    private void publish(ResultStream<?> stream, Book book) throws InterruptedException {
        try (stream) {
            Reader reader = new Reader(dice.inThousand(500) ? Integer.MAX_VALUE : dice.between(1, 5));
            stream.publisher().subscribe(reader);
            reader.awaitEnd();
        }
        close(stream, book);
    }

    private void close(ResultStream<?> stream, Book book) throws InterruptedException {
        book.awaitClosed();
        book.handed(stream.stats().submitted());
        accounts.close(book, stream.stats());
    }

    @Override
    public String toString() {
        return "streams";
    }
}
