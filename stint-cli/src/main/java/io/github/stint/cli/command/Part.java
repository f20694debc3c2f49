package io.github.stint.cli.command;

import org.jspecify.annotations.Nullable;

/** What of a value is put in a place, as the names of files are taken apart. */
enum Part {
    WHOLE(""),
    WITHOUT_EXTENSION("."),
    LAST_NAME("/"),
    LAST_NAME_WITHOUT_EXTENSION("/."),
    FOLDER("//");

    private final String sign;

    Part(String sign) {
        this.sign = sign;
    }

    /** The part of that sign, as it stands behind a column in braces; null if there is none. */
    static @Nullable Part of(String sign) {
        for (Part part : values()) {
            if (part.sign.equals(sign)) {
                return part;
            }
        }
        return null;
    }

    /** That part of a raw value. */
    String in(String value) {
        return switch (this) {
            case WHOLE -> value;
            case WITHOUT_EXTENSION -> withoutExtension(value);
            case LAST_NAME -> lastName(value);
            case LAST_NAME_WITHOUT_EXTENSION -> withoutExtension(lastName(value));
            case FOLDER -> folder(value);
        };
    }

    private static String lastName(String value) {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** As {@code dirname} has it: without slashes at its end, {@code .} if there is none. */
    private static String folder(String value) {
        int end = value.lastIndexOf('/');
        while (end > 0 && value.charAt(end - 1) == '/') {
            end--;
        }
        if (end < 0) {
            return ".";
        }
        return end == 0 ? "/" : value.substring(0, end);
    }

    private static String withoutExtension(String value) {
        int dot = value.lastIndexOf('.');
        boolean hasOne = dot > value.lastIndexOf('/') && dot < value.length() - 1;
        return hasOne ? value.substring(0, dot) : value;
    }
}
