package io.github.stint.cli.arguments;

import java.io.Serial;

/** What one job is to read is longer than any may be. */
final class BlockTooLongException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;
}
