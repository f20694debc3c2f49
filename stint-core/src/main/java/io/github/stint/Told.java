package io.github.stint;

/** Errors in a few words, whatever they are: an error's own methods may throw, and chains of groups may be deep. */
final class Told {

    private static final int DEEPEST = 64;
    private static final int LONGEST = 500;

    private Told() {}

    /** What is at the root of a failure, cut if it is long. */
    static String of(Throwable error) {
        Throwable root = error;
        for (int depth = 0; depth < DEEPEST && isWrapper(root) && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        String text;
        try {
            text = String.valueOf(root);
        } catch (Throwable e) {
            text = root.getClass().getName();
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static boolean isWrapper(Throwable error) {
        return error instanceof TaskFailedException || error instanceof TaskGroupException;
    }
}
