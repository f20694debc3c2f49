package io.github.stint.cli.arguments;

/**
 * How much of an input a job reads.
 *
 * @param bytes at most so many, as long as a record is not longer
 * @param records exactly so many, and the last job what is left; 0 if that does not matter
 */
public record BlockSize(int bytes, int records) {

    /** As many records as there are in so many bytes. */
    public static BlockSize ofBytes(int bytes) {
        return new BlockSize(bytes, 0);
    }

    /** So many records, however long they are. */
    public static BlockSize ofRecords(int records) {
        return new BlockSize(1, records);
    }
}
