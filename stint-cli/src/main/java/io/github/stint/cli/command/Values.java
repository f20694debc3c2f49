package io.github.stint.cli.command;

import java.util.List;

/**
 * What the places of a command are filled with for one job.
 *
 * @param all the values, raw: one of each source, or each column of a line
 * @param job the number of the job, from 1
 * @param slot which of the jobs that run at once it is, from 1
 */
public record Values(List<String> all, long job, int slot) {

    public Values {
        all = List.copyOf(all);
    }

    /** The value of that column, from 1, or from the last one, -1; empty if there is none. */
    String at(int column) {
        int place = column > 0 ? column - 1 : all.size() + column;
        return place >= 0 && place < all.size() ? all.get(place) : "";
    }
}
