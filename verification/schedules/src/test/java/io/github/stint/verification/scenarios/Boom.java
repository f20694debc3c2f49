package io.github.stint.verification.scenarios;

/** What a body of a scenario throws on purpose; without a stack, for there are many. */
final class Boom extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Boom(String message) {
        super(message, null, false, false);
    }
}
