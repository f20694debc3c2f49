package io.github.stint.soak.load;

import io.github.stint.Stats;
import io.github.stint.soak.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** The books of all owners of a load: those that are open, and the sum of those that were closed. */
public final class Accounts {

    private static final int MOST = 100;

    private final Set<Book> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong givenUp = new AtomicLong();
    private final AtomicLong resizes = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private Totals sum = Totals.NONE;
    private long owners;
    private long differing;
    private final List<String> differences = new ArrayList<>();
    private final List<String> surprises = new ArrayList<>();

    /** A new book for an owner of that name. */
    public Book open(String owner, Book.Kind kind) {
        Book book = new Book(owner, kind);
        open.add(book);
        return book;
    }

    /** Compares a book with the numbers of its owner, which was closed, and adds it to the sum. */
    public void close(Book book, Stats stats) {
        List<String> found = book.differences(stats);
        lock.lock();
        try {
            open.remove(book);
            sum = sum.plus(book.totals());
            owners++;
            differing += found.isEmpty() ? 0 : 1;
            found.stream().limit(MOST - differences.size()).forEach(differences::add);
        } finally {
            lock.unlock();
        }
    }

    /** Something happened that should not have. */
    public void surprise(String what) {
        lock.lock();
        try {
            if (surprises.size() < MOST) {
                surprises.add(what);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A supervised thing was given up. */
    void gaveUp() {
        givenUp.incrementAndGet();
    }

    /** The size of a pool was changed. */
    void resized() {
        resizes.incrementAndGet();
    }

    /** How many supervised things were given up. */
    public long givenUp() {
        return givenUp.get();
    }

    /** How many tasks were accepted so far. */
    public long submitted() {
        lock.lock();
        try {
            return sum.submitted() + open.stream().mapToLong(Book::submitted).sum();
        } finally {
            lock.unlock();
        }
    }

    /** The sum of the owners that were closed. */
    public Totals totals() {
        lock.lock();
        try {
            return sum;
        } finally {
            lock.unlock();
        }
    }

    /** What the books say when all owners are closed. */
    public List<Check> checks() {
        lock.lock();
        try {
            Totals all = sum;
            boolean mixed = all.failed() > 0
                    && all.timedOut() > 0
                    && all.cancelled() > 0
                    && all.restarted() > 0
                    && resizes.get() > 0;
            return List.of(
                    new Check(
                            "submitted = ended",
                            all.submitted() + " and " + all.ended() + ", " + open.size() + " books open",
                            "equal",
                            all.submitted() == all.ended() && open.isEmpty() && owners > 0,
                            List.of()),
                    new Check(
                            "books of each owner",
                            differing + " of " + owners + " differ",
                            "0",
                            differing == 0,
                            differences),
                    Check.of(
                            "the mixture",
                            String.format(
                                    Locale.ROOT,
                                    "%.1f %% failed, %.1f %% timed out, %.1f %% cancelled, %d restarts, %d resizes",
                                    percent(all.failed(), all),
                                    percent(all.timedOut(), all),
                                    percent(all.cancelled(), all),
                                    all.restarted(),
                                    resizes.get()),
                            "some of each",
                            mixed),
                    Check.none("surprises", "in the load", surprises));
        } finally {
            lock.unlock();
        }
    }

    private static double percent(long part, Totals of) {
        return 100.0 * part / Math.max(1, of.submitted());
    }
}
