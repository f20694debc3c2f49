package io.github.stint.cli.job;

import io.github.stint.TaskOptions;
import io.github.stint.cli.words.RawWords;
import java.util.List;

/** The name that the task of a job has for those who look on: its values, by which people know it. */
public final class JobName {

    private static final int LONGEST = 100;
    private static final char UNKNOWN = '?';

    private JobName() {}

    /** Names it, if it has a value that is not blank. */
    public static TaskOptions of(Job job, TaskOptions options) {
        String name = name(job.values());
        return name.isBlank() ? options : options.name(name);
    }

    /** The values, with blanks between, cut where it gets long; nothing in it steers a terminal. */
    static String name(List<String> values) {
        StringBuilder raw = new StringBuilder();
        for (String value : values) {
            if (raw.length() > LONGEST) {
                break;
            }
            raw.append(raw.isEmpty() ? "" : " ").append(value, 0, Math.min(value.length(), LONGEST + 1));
        }
        boolean isCut = raw.length() > LONGEST;
        raw.setLength(Math.min(raw.length(), LONGEST));
        StringBuilder name = new StringBuilder();
        RawWords.decoded(raw.toString()).codePoints().map(JobName::harmless).forEach(name::appendCodePoint);
        return name.append(isCut ? "..." : "").toString();
    }

    private static int harmless(int character) {
        int type = Character.getType(character);
        boolean steers = Character.isISOControl(character)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
        return steers ? UNKNOWN : character;
    }
}
