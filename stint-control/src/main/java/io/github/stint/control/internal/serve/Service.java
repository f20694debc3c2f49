package io.github.stint.control.internal.serve;

import io.github.stint.TaskOwner;
import io.github.stint.control.internal.bind.Handler;
import io.github.stint.control.internal.io.Connection;
import io.github.stint.control.internal.io.Desk;
import io.github.stint.control.internal.json.Json;
import io.github.stint.control.internal.json.JsonFault;
import io.github.stint.control.internal.json.JsonObject;
import io.github.stint.control.internal.json.NotJson;
import io.github.stint.control.internal.look.Look;
import io.github.stint.control.internal.look.OwnerSource;
import io.github.stint.control.internal.record.Recorder;
import io.github.stint.control.internal.socket.Token;
import io.github.stint.control.internal.wire.Codec;
import io.github.stint.control.internal.wire.Refusal;
import io.github.stint.control.internal.wire.Verb;
import io.github.stint.control.internal.wire.Words;
import io.github.stint.control.view.ErrorCode;
import io.github.stint.control.view.Role;
import io.github.stint.control.view.ServerView;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Understands requests, sees that they are allowed, has them done, and writes the answers. */
public final class Service implements Desk, AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.github.stint.control");
    private static final int LONGEST_ANSWER = 1024 * 1024;
    private static final int MOST_WATCHES = 16;
    private static final int MOST_WATCHES_EACH = 4;
    private static final int SHORTEST_PAUSE = 100;
    private static final int LONGEST_PAUSE = 60_000;
    private static final int USUAL_PAUSE = 1_000;
    private static final int MOST_WATCHED = 2_000;

    private final Settings settings;
    private final Pauses pauses = new Pauses();
    private final Clockwork clockwork = new Clockwork();
    private final Waits waits = new Waits();
    private final AtomicInteger watches = new AtomicInteger();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final OwnerSource owners;
    private final Look look;
    private final Recorder recorder;
    private final Sampler sampler;
    private final Views views;
    private final Changes changes;
    private final Audit audit;

    /**
     * What an application has said.
     *
     * @param name its name
     * @param owners what is shown; all that are open if empty
     * @param role what anybody may do at most
     * @param tokens what strangers have to know
     * @param history how many ended tasks are remembered when somebody wants to know
     * @param keeps whether somebody always wants to know
     * @param handlers what may be called
     */
    public record Settings(
            String name,
            List<TaskOwner> owners,
            Role role,
            List<Token> tokens,
            int history,
            boolean keeps,
            Map<String, Handler<?>> handlers) {}

    /** A service for an application. */
    public Service(Settings settings) {
        this.settings = settings;
        this.owners = new OwnerSource(settings.owners());
        this.look = new Look(pauses::isPaused);
        this.recorder = new Recorder(owners, settings.history());
        this.sampler = new Sampler(owners, look, recorder, clockwork);
        this.views = new Views(owners, look, recorder, sampler, settings.handlers());
        this.changes = new Changes(owners, pauses, settings.handlers());
        this.audit = new Audit(settings.name());
        if (settings.keeps()) {
            sampler.acquire();
        }
    }

    // ---- connections

    @Override
    public byte[] greeting(Connection connection) {
        Session session = new Session(connection, settings.role());
        connection.attach(session);
        sessions.add(session);
        return Json.line(Codec.write(server(session)));
    }

    private ServerView server(Session session) {
        return new ServerView(
                Codec.PROTOCOL, settings.name(), ProcessHandle.current().pid(), session.role());
    }

    @Override
    public byte[] farewell(ErrorCode code, String message) {
        return Json.line(error(null, code, message));
    }

    /** A watch that looks at this moment is waited for, so that is left to the thread it looks on. */
    @Override
    public void closed(Connection connection) {
        Session session = Session.of(connection);
        clockwork.once(() -> end(session));
    }

    private void end(Session session) {
        sessions.remove(session);
        session.end();
    }

    // ---- requests

    @Override
    public byte @Nullable [] answer(Connection connection, byte[] line) {
        Session session = Session.of(connection);
        long id = session.nextNumber();
        try {
            JsonObject request = Json.read(line, 0, line.length);
            if (!connection.isTrusted()) {
                return authorize(session, request, id);
            }
            id = request.has("id") ? request.number("id") : id;
            JsonObject answer = answer(session, request, id);
            connection.prove();
            return answer == null ? null : bounded(id, Json.line(ok(id, answer)));
        } catch (Refusal e) {
            return refuse(session, id, e.code(), e.message());
        } catch (JsonFault e) {
            ErrorCode code = e instanceof NotJson ? ErrorCode.BAD_JSON : ErrorCode.BAD_ARGUMENT;
            return refuse(session, id, code, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.ERROR, "the control server failed at a request", e);
            return Json.line(error(id, ErrorCode.INTERNAL, "the server failed; its log tells more"));
        }
    }

    private byte @Nullable [] refuse(Session session, long id, ErrorCode code, String message) {
        byte[] answer = Json.line(error(id, code, message));
        if (session.connection().isTrusted()) {
            return answer;
        }
        session.connection()
                .sendLast(Json.line(error(id, ErrorCode.UNAUTHORIZED, "the first request must be auth, with a token")));
        return null;
    }

    private byte[] authorize(Session session, JsonObject request, long number) {
        long id = request.has("id") ? request.number("id") : number;
        if (Verb.of(request.text("verb")) == Verb.AUTH) {
            Verb.AUTH.check(request);
            String said = request.text("token");
            Token known = null;
            for (Token token : settings.tokens()) {
                known = token.matches(said) ? token : known;
            }
            if (known != null) {
                Role most = settings.role();
                session.authorize(known.name(), most.includes(known.role()) ? known.role() : most);
                session.connection().prove();
                return Json.line(ok(id, Codec.write(server(session))));
            }
        }
        throw new Refusal(ErrorCode.UNAUTHORIZED, "no such token");
    }

    private @Nullable JsonObject answer(Session session, JsonObject request, long id) {
        Verb verb = Verb.of(request.text("verb"));
        verb.check(request);
        Arguments arguments = new Arguments(request);
        if (!session.role().includes(verb.role())) {
            audit.refused(
                    session.who(),
                    what(verb, request),
                    "the role is " + session.role().wire());
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    verb.wire() + " needs the role " + verb.role().wire() + ", and this connection has "
                            + session.role().wire());
        }
        if (verb.changes()) {
            return change(session, verb, arguments, id);
        }
        return switch (verb) {
            case AUTH -> Codec.write(server(session));
            case WATCH -> watch(session, arguments, id);
            case UNWATCH -> unwatch(session, request.number("watch"));
            default -> views.answer(verb, arguments);
        };
    }

    private static byte[] bounded(long id, byte[] answer) {
        return answer.length <= LONGEST_ANSWER
                ? answer
                : Json.line(error(
                        id,
                        ErrorCode.BAD_ARGUMENT,
                        "the answer would have " + answer.length + " bytes, and has at most " + LONGEST_ANSWER
                                + ": set a lower limit"));
    }

    // ---- what changes something

    private @Nullable JsonObject change(Session session, Verb verb, Arguments arguments, long id) {
        String why = arguments.why();
        String what = what(verb, arguments.json());
        audit.requireRoom();
        try {
            if (!Changes.waits(verb)) {
                JsonObject answer = changes.answer(verb, arguments, session.who());
                audit.change(session.who(), what, why, outcome(answer));
                return answer;
            }
            Callable<JsonObject> waiting = changes.waiting(verb, arguments);
            waits.begin(session, verb == Verb.DRAIN, waiting, it -> answerLater(session, it, id, what, why));
            audit.change(session.who(), what, why, "begun");
            return null;
        } catch (Refusal e) {
            audit.refused(session.who(), what, e.message());
            throw e;
        } catch (JsonFault e) {
            audit.refused(session.who(), what, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** What is asked for, without what a handler is to be called with. */
    private static String what(Verb verb, JsonObject request) {
        StringBuilder what = new StringBuilder(verb.wire());
        for (String name : List.of(
                "owner", "task", "group", "where", "size", "start", "stop", "service", "handler", "within", "drain",
                "grace")) {
            if (request.has(name)) {
                what.append(' ')
                        .append(name)
                        .append('=')
                        .append(Words.printable(JsonObject.shown(request.value(name))));
            }
        }
        return request.isTrue("dry") ? what + " (only counted)" : what.toString();
    }

    private static String outcome(JsonObject answer) {
        return Words.printable(answer.toString());
    }

    private void answerLater(Session session, Callable<JsonObject> waiting, long id, String what, String why) {
        JsonObject answer;
        try {
            JsonObject done = waiting.call();
            audit.change(session.who(), what, why, outcome(done));
            answer = ok(id, done);
        } catch (Refusal e) {
            audit.refused(session.who(), what, e.message());
            answer = error(id, e.code(), e.message());
        } catch (InterruptedException e) {
            audit.refused(session.who(), what, "nobody waits for it any more");
            answer = error(id, ErrorCode.CLOSING, "the server is being closed");
        } catch (Exception e) {
            audit.refused(session.who(), what, String.valueOf(e.getMessage()));
            answer = error(id, ErrorCode.CONFLICT, String.valueOf(e.getMessage()));
        }
        session.connection().send(Json.line(answer));
    }

    // ---- watching

    private @Nullable JsonObject watch(Session session, Arguments arguments, long id) {
        JsonObject request = arguments.json();
        long every = request.integerOr("every", SHORTEST_PAUSE, LONGEST_PAUSE, USUAL_PAUSE);
        Watcher.Wish wish = new Watcher.Wish(
                id,
                arguments.ownerOrNull(),
                request.isTrue("tasks"),
                arguments.where(),
                arguments.sort(),
                request.integerOr("limit", 0, MOST_WATCHED, 100),
                request.isTrue("ended"),
                request.isTrue("warnings"));
        if (session.watchers().containsKey(id)) {
            throw new Refusal(ErrorCode.CONFLICT, "there is a watch of the number " + id + " already");
        }
        if (session.watchers().size() >= MOST_WATCHES_EACH || watches.get() >= MOST_WATCHES) {
            throw new Refusal(
                    ErrorCode.BUSY,
                    "there are " + session.watchers().size() + " of " + MOST_WATCHES_EACH
                            + " watches on this connection, and " + watches.get() + " of " + MOST_WATCHES + " in all");
        }
        watches.incrementAndGet();
        Watcher watcher = new Watcher(wish, session, owners, look, recorder, sampler, watches::decrementAndGet);
        session.watchers().put(id, watcher);
        session.connection().send(Json.line(ok(id, new JsonObject().put("watch", id))));
        watcher.start(clockwork, every);
        if (session.connection().isClosed()) {
            watcher.stop();
        }
        return null;
    }

    private static JsonObject unwatch(Session session, long id) {
        Watcher watcher = session.watchers().remove(id);
        if (watcher == null) {
            throw new Refusal(ErrorCode.BAD_ARGUMENT, "there is no watch of the number " + id);
        }
        watcher.stop();
        return new JsonObject().put("watch", id);
    }

    // ---- answers

    private static JsonObject ok(long id, JsonObject answer) {
        return new JsonObject().put("id", id).put("ok", answer);
    }

    private static JsonObject error(@Nullable Long id, ErrorCode code, String message) {
        return new JsonObject()
                .put("id", id)
                .put("error", new JsonObject().put("code", code.wire()).put("message", message));
    }

    /** Whoever waits or watches does not any more. To be called when there are no connections left. */
    @Override
    public void close() {
        waits.end();
        clockwork.close();
        sessions.forEach(this::end);
        if (settings.keeps()) {
            sampler.release();
        }
        audit.close();
    }
}
