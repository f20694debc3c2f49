package io.github.stint.internal.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The live tasks of one owner: by id, in order, and the oldest of those that are queued. Pure data under the engine's lock.
 *
 * <p>Ids are dense, and whoever comes in has the next one. So the tasks stand in pages of as many ids each; a page without
 * a live task is let go, whatever is older. Entering and leaving touch one page, and allocate one for every 64 tasks. The
 * first page begins small, for many an owner has no more than a few tasks in its life.
 *
 * <p>A task is taken out of the queue by changing its phase: what is queued is found by a mark that moves over the pages
 * from the oldest to the youngest and passes each id once. Invariant: all that is queued stands at the mark or behind it.
 */
final class Register {

    private static final int SHIFT = 6;
    private static final int PAGE = 1 << SHIFT;
    private static final int SMALL = 8;

    private static final class Page {
        final long number;

        @Nullable
        TaskCell<?>[] cells;

        int live;

        @Nullable
        Page older;

        @Nullable
        Page younger;

        @Nullable
        Page sameBucket;

        Page(long number) {
            this.number = number;
            this.cells = new TaskCell<?>[number == 0 ? SMALL : PAGE];
        }

        @Nullable
        TaskCell<?> at(int place) {
            return place < cells.length ? cells[place] : null;
        }

        void put(int place, TaskCell<?> cell) {
            if (place >= cells.length) {
                cells = Arrays.copyOf(cells, PAGE);
            }
            cells[place] = cell;
            live++;
        }

        void clear(int place) {
            cells[place] = null;
            live--;
        }
    }

    /** The pages by number, in chains: numbers are almost dense, so the low bits spread them. Its length is a power of two. */
    private @Nullable Page[] table = new Page[4];

    private int pages;
    private @Nullable Page oldest;
    private @Nullable Page youngest;

    /** Where the oldest of the queued tasks is looked for. */
    private @Nullable Page markPage;

    private final Tally tally;

    Register(Tally tally) {
        this.tally = tally;
    }

    int size() {
        return tally.live;
    }

    /** Enters a task, whose id is greater than any before it. */
    void add(TaskCell<?> cell) {
        long id = cell.id();
        Page page = youngest;
        if (page == null || page.number != id >>> SHIFT) {
            page = newPage(id >>> SHIFT);
        }
        page.put(place(id), cell);
        tally.last = id;
        tally.live++;
    }

    /** Strikes a task off. */
    void remove(TaskCell<?> cell) {
        long id = cell.id();
        Page page = page(id);
        if (page == null || page.at(place(id)) != cell) {
            throw new IllegalStateException("not on the books: " + cell);
        }
        page.clear(place(id));
        tally.live--;
        if (page.live == 0 && page != youngest) {
            letGo(page);
        }
    }

    /** The live task of that id. */
    @Nullable
    TaskCell<?> get(long id) {
        Page page = page(id);
        return page == null ? null : page.at(place(id));
    }

    /** The oldest of the queued tasks. It stays that until its phase is another, or it is struck off. */
    @Nullable
    TaskCell<?> oldestQueued() {
        for (Page page = markPage; page != null; page = page.younger) {
            if (page != markPage) {
                markPage = page;
                tally.markPlace = 0;
            }
            TaskCell<?> queued = queuedOn(page);
            if (queued != null) {
                return queued;
            }
        }
        return null;
    }

    /** Nothing is queued now: whoever comes in next is the oldest. Spares the mark the way over all that is running. */
    void noneQueued() {
        markPage = youngest;
        tally.markPlace = place(tally.last) + 1;
    }

    /** Moves the mark to the first queued task on the page it stands on, or behind the last one that came in. */
    private @Nullable TaskCell<?> queuedOn(Page page) {
        int end = page == youngest ? place(tally.last) + 1 : PAGE;
        while (tally.markPlace < end) {
            TaskCell<?> cell = page.at(tally.markPlace);
            if (cell != null && cell.phase() == StateWord.QUEUED) {
                return cell;
            }
            tally.markPlace++;
        }
        return null;
    }

    /** The tasks of which that is true, the oldest first. */
    List<TaskCell<?>> where(Predicate<TaskCell<?>> condition) {
        List<TaskCell<?>> found = new ArrayList<>();
        for (Page page = oldest; page != null; page = page.younger) {
            for (TaskCell<?> cell : page.cells) {
                if (cell != null && condition.test(cell)) {
                    found.add(cell);
                }
            }
        }
        return found;
    }

    /** The youngest of which that is true, so many at most, the youngest first. Asks once at most of each. */
    List<TaskCell<?>> youngestWhere(Predicate<TaskCell<?>> condition, int atMost) {
        List<TaskCell<?>> found = new ArrayList<>();
        for (Page page = youngest; page != null && found.size() < atMost; page = page.older) {
            for (int place = PAGE - 1; place >= 0 && found.size() < atMost; place--) {
                TaskCell<?> cell = page.at(place);
                if (cell != null && condition.test(cell)) {
                    found.add(cell);
                }
            }
        }
        return found;
    }

    private static int place(long id) {
        return (int) id & (PAGE - 1);
    }

    // ---- pages

    private @Nullable Page page(long id) {
        long number = id >>> SHIFT;
        Page page = youngest;
        if (page == null || page.number != number) {
            page = table[bucket(number)];
            while (page != null && page.number != number) {
                page = page.sameBucket;
            }
        }
        return page;
    }

    private int bucket(long number) {
        return (int) number & (table.length - 1);
    }

    private Page newPage(long number) {
        Page page = new Page(number);
        Page before = youngest;
        youngest = page;
        page.older = before;
        if (before == null) {
            oldest = page;
            markPage = page;
        } else {
            before.younger = page;
            if (before.live == 0) {
                letGo(before);
            }
        }
        pages++;
        if (pages > table.length) {
            grow();
        }
        putInTable(page);
        return page;
    }

    /** Takes a page out that has a younger one. */
    private void letGo(Page page) {
        Page younger = page.younger;
        Page older = page.older;
        if (younger == null) {
            throw new IllegalStateException("the youngest page stays");
        }
        younger.older = older;
        if (older == null) {
            oldest = younger;
        } else {
            older.younger = younger;
        }
        if (markPage == page) {
            markPage = younger;
            tally.markPlace = 0;
        }
        takeFromTable(page);
        pages--;
    }

    private void putInTable(Page page) {
        int bucket = bucket(page.number);
        page.sameBucket = table[bucket];
        table[bucket] = page;
    }

    private void takeFromTable(Page page) {
        int bucket = bucket(page.number);
        Page at = table[bucket];
        if (at == page) {
            table[bucket] = page.sameBucket;
            return;
        }
        while (at != null && at.sameBucket != page) {
            at = at.sameBucket;
        }
        if (at == null) {
            throw new IllegalStateException("no such page: " + page.number);
        }
        at.sameBucket = page.sameBucket;
    }

    /** Doubles the table, which the youngest page is not in yet. */
    private void grow() {
        table = new Page[table.length * 2];
        for (Page page = oldest; page != null && page != youngest; page = page.younger) {
            putInTable(page);
        }
    }
}
