package io.github.stint.cli.words;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Says in words what is wrong with a file. */
public final class FileProblem {

    private FileProblem() {}

    /** Why a file could not be opened or made, raw. */
    public static String of(Exception e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such folder";
            case AccessDeniedException _ -> "permission denied";
            default -> RawWords.encoded(String.valueOf(e.getMessage()));
        };
    }
}
