package io.github.stint.cli.top;

/**
 * A key that was pressed.
 *
 * @param name which one
 * @param character what it types, if it is a {@link Name#CHARACTER}, else 0
 */
record Key(Name name, int character) {

    /** The keys that are told from each other. */
    enum Name {
        CHARACTER,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        ENTER,
        ESCAPE,
        TAB,
        BACK_TAB,
        BACKSPACE,
        INTERRUPT,
        REDRAW,
        CLEAR,
        /** One that means nothing here. */
        OTHER
    }

    static Key of(Name name) {
        return new Key(name, 0);
    }

    static Key of(int character) {
        return new Key(Name.CHARACTER, character);
    }

    boolean is(char wanted) {
        return name == Name.CHARACTER && character == wanted;
    }
}
