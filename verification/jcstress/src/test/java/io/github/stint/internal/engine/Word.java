package io.github.stint.internal.engine;

/** A state word and nothing else. */
final class Word extends StateWord {

    static Word starting() {
        Word word = new Word();
        must(word.admit());
        return word;
    }

    static Word running() {
        Word word = starting();
        must(word.begin());
        return word;
    }

    static Word cancelling() {
        Word word = running();
        must(word.claimCancel());
        word.toCancelling();
        word.release();
        return word;
    }

    private static void must(boolean changed) {
        if (!changed) {
            throw new IllegalStateException("a new word was changed by somebody else");
        }
    }
}
