package io.github.stint.cli.top;

/**
 * What a key leads to.
 *
 * @param model the screen after it
 * @param effect what is to be done besides
 */
record Step(Model model, Effect effect) {

    /** What cannot be done by showing something else. */
    sealed interface Effect {

        /** Nothing. */
        record None() implements Effect {}

        /** To draw everything anew, since somebody else may have written to the terminal. */
        record Redraw() implements Effect {}

        /** To change something at the application. */
        record Do(Change change) implements Effect {}

        /** To end, with that exit status. */
        record Quit(int status) implements Effect {}
    }

    static Step to(Model model) {
        return new Step(model, new Effect.None());
    }
}
