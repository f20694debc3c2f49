package io.github.stint.control.view;

/**
 * Who answers: what the first line of a connection tells.
 *
 * @param protocol the version of the protocol
 * @param name the name of the application
 * @param pid the number of its process
 * @param role what this connection may do; over TCP, after it has shown its token
 */
public record ServerView(int protocol, String name, long pid, Role role) {}
