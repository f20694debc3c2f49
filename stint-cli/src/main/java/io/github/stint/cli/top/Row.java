package io.github.stint.cli.top;

import io.github.stint.cli.top.Line.Piece;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table.
 *
 * @param target what it is about; null if nothing can be done to it
 * @param cells one for each column
 */
record Row(@Nullable Target target, List<Piece> cells) {

    Row {
        cells = List.copyOf(cells);
    }
}
