package io.github.stint.control.internal.serve;

import io.github.stint.control.internal.io.Connection;
import io.github.stint.control.view.Role;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What is known of the one at the other end of a connection. */
final class Session {

    private final Connection connection;
    private final AtomicLong requests = new AtomicLong();
    private final Map<Long, Watcher> watchers = new ConcurrentHashMap<>();
    private final Map<Waits.Wait, Boolean> waits = new ConcurrentHashMap<>();
    private volatile Role role;
    private volatile String who;

    Session(Connection connection, Role role) {
        this.connection = connection;
        this.role = role;
        this.who = connection.peer().name();
    }

    Connection connection() {
        return connection;
    }

    /** The number of the next request, if it has none of its own. */
    long nextNumber() {
        return requests.incrementAndGet();
    }

    /** What it may do. */
    Role role() {
        return role;
    }

    /** For the audit. */
    String who() {
        return who;
    }

    /** It has shown a token of that name, for that role. */
    void authorize(String token, Role newRole) {
        role = newRole;
        who = who + " with token '" + token + "'";
        connection.trust();
    }

    /** What it watches, by the number of the request. */
    Map<Long, Watcher> watchers() {
        return watchers;
    }

    /** It waits for something. */
    void waits(Waits.Wait wait, boolean now) {
        if (now) {
            waits.put(wait, true);
        } else {
            Boolean ignored = waits.remove(wait);
        }
    }

    /** It is gone: nobody needs to wait or to look for it. */
    void end() {
        watchers.values().forEach(Watcher::stop);
        watchers.clear();
        waits.keySet().forEach(Waits.Wait::abandon);
    }

    static Session of(Connection connection) {
        @Nullable Object attached = connection.attachment();
        if (attached instanceof Session session) {
            return session;
        }
        throw new IllegalStateException("a connection without a session: " + connection.peer());
    }
}
