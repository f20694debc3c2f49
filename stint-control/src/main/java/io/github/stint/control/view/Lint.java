package io.github.stint.control.view;

import java.util.Locale;

/** Something that looks wrong, and is worth a look by a person. */
public enum Lint {
    /** A task was asked to stop long ago and still runs. */
    UNCOOPERATIVE_CANCEL("was asked to stop and does not: its code ignores interrupts"),
    /** A task runs far longer than the others of its group did. */
    SLOWER_THAN_ITS_GROUP("runs much longer than the others of its group"),
    /** More is handed over than is done. */
    QUEUE_GROWING("gets more tasks than it ends, and its queue grows"),
    /** A group has tasks waiting, and none of them runs, while the owner is busy with others. */
    GROUP_STARVING("waits behind other groups that take all slots"),
    /** All slots are taken all the time, and tasks wait. */
    LIMIT_ALWAYS_REACHED("runs as many as it may all the time, while others wait: its limit may be too small"),
    /** A small part of the slots is used, though tasks come and go. */
    LIMIT_NEVER_REACHED("never uses most of its slots: its limit may be too large to protect anything"),
    /** A task has failed, and nobody asked how it ended. */
    UNOBSERVED_FAILURE("failed and nobody asked: its error is in the log only"),
    /** Something supervised fails again and again. */
    RESTART_STORM("is restarted again and again"),
    /** No virtual thread gets a carrier. */
    CARRIERS_STARVED("all carriers are taken and virtual threads wait: something pins or hogs them");

    private final String summary;

    Lint(String summary) {
        this.summary = summary;
    }

    /**
     * What it means.
     *
     * @return half a sentence
     */
    public String summary() {
        return summary;
    }

    /**
     * The word on the wire.
     *
     * @return the name in lower case with hyphens
     */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
