package io.github.stint.cli.top;

import java.util.List;

/**
 * Something that is done to the application.
 *
 * @param verb what
 * @param targets to what
 * @param filter for {@link Verb#CANCEL_MATCHING}, which tasks
 */
record Change(Verb verb, List<Target> targets, String filter) {

    /** What can be done. */
    enum Verb {
        CANCEL("cancel"),
        CANCEL_MATCHING("cancel"),
        MORE("resize"),
        FEWER("resize"),
        PAUSE("pause"),
        RESUME("resume"),
        LOCK("lock"),
        UNLOCK("unlock"),
        DRAIN("drain");

        private final String shown;

        Verb(String shown) {
            this.shown = shown;
        }

        String shown() {
            return shown;
        }
    }

    Change {
        targets = List.copyOf(targets);
    }

    static Change of(Verb verb, List<Target> targets) {
        return new Change(verb, targets, "");
    }
}
