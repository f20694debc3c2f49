package io.github.stint.control.internal.io;

/**
 * Who is at the other end of a connection.
 *
 * @param name for the audit: a user, or an address
 * @param isKnown whether the system vouches for the user; a stranger has to show a token first
 */
public record Peer(String name, boolean isKnown) {}
