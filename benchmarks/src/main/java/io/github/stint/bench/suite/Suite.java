package io.github.stint.bench.suite;

import io.github.stint.bench.work.Size;
import java.util.List;

/** One question, and all that are asked it. */
public interface Suite {

    /** Its name. */
    String name();

    /** What it is about, in a sentence for whoever reads its figures. */
    String about();

    /** Its heats, which are not made ready yet. */
    List<Heat> heats(Size size);
}
