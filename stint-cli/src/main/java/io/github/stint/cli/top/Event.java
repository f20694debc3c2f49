package io.github.stint.cli.top;

/** What {@link Link} tells. */
sealed interface Event {

    /** The application was looked at. */
    record Looked(Seen seen) implements Event {}

    /** Something was done, or not. */
    record Said(String text) implements Event {}

    /** There is no connection. */
    record Lost(String why) implements Event {}

    /** The model after it. */
    default Model in(Model model) {
        return switch (this) {
            case Looked looked -> model.with(looked.seen());
            case Said said -> model.saying(said.text());
            case Lost lost -> model.withLost(lost.why());
        };
    }
}
