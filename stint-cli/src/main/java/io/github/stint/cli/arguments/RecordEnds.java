package io.github.stint.cli.arguments;

import io.github.stint.cli.words.RawWords;

/**
 * Finds where a record ends and the next begins: between the text that ends one and the text that begins one, of which one may be
 * empty. If both are, every byte is a record.
 */
public final class RecordEnds {

    private final byte[] mark;
    private final int before;

    /**
     * Between those texts, raw.
     *
     * @param end ends a record
     * @param start begins one
     */
    public RecordEnds(String end, String start) {
        this.mark = RawWords.bytes(end + start);
        this.before = end.length();
    }

    /** How many bytes behind a record have to be known to know that it ends. */
    int after() {
        return mark.length - before;
    }

    /** The first end of a record that is not before {@code least}, in what begins with a record; -1 if there is none. */
    int first(byte[] bytes, int begin, int least, int end) {
        for (int at = Math.max(least, begin + Math.max(1, before)); at <= end - after(); at++) {
            if (isAt(bytes, at)) {
                return at;
            }
        }
        return -1;
    }

    /** The last end of a record that is not behind {@code most}, in what begins with a record; -1 if there is none. */
    int last(byte[] bytes, int begin, int most, int end) {
        for (int at = Math.min(most, end - after()); at >= begin + Math.max(1, before); at--) {
            if (isAt(bytes, at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] bytes, int at) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes[at - before + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
