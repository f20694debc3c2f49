// Over 500 lines: one method for each verb, every one with its Javadoc.
package io.github.stint.control;

import io.github.stint.control.internal.call.Caller;
import io.github.stint.control.internal.json.Json;
import io.github.stint.control.internal.json.JsonFault;
import io.github.stint.control.internal.json.JsonObject;
import io.github.stint.control.internal.wire.Codec;
import io.github.stint.control.internal.wire.Verb;
import io.github.stint.control.view.Cancelled;
import io.github.stint.control.view.Closed;
import io.github.stint.control.view.Drained;
import io.github.stint.control.view.EndedTasks;
import io.github.stint.control.view.ErrorCode;
import io.github.stint.control.view.GroupTimes;
import io.github.stint.control.view.OwnerTree;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.ServerView;
import io.github.stint.control.view.ServiceView;
import io.github.stint.control.view.Submitted;
import io.github.stint.control.view.TaskDetails;
import io.github.stint.control.view.TaskList;
import io.github.stint.control.view.Warning;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sees and steers the tasks of another process.
 *
 * <pre>{@code
 * try (ControlClient shop = ControlClient.connect(Path.of("/run/shop/stint.sock"))) {
 *   for (TaskInfo task : shop.tasks(TaskQuery.where("age>5s state=running")).tasks()) {
 *     System.out.println(task.name() + " " + task.ranFor());
 *   }
 *   shop.because("the bucket was wrong").cancel("images", 1209);
 * }
 * }</pre>
 *
 * <p>Any thread may call; several may at once. A call waits for the answer, for ten seconds unless {@link #timeout} said
 * otherwise. It throws {@link ControlException} if the server refused it, {@link java.net.SocketTimeoutException} if there was
 * no answer in time, and another {@link IOException} if the connection is broken, after which all calls throw.
 *
 * <p>It is long because it has a method for each verb of the protocol, most of which is what is said about it.
 */
public final class ControlClient implements AutoCloseable {

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final Caller caller;
    private final ServerView server;
    private final Duration timeout;
    private final @Nullable String why;

    private ControlClient(Caller caller, ServerView server, Duration timeout, @Nullable String why) {
        this.caller = caller;
        this.server = server;
        this.timeout = timeout;
        this.why = why;
    }

    // ---- connecting

    /**
     * Connects to the Unix socket of an application of this user.
     *
     * @param socket the path of the socket
     * @return the client, to be closed
     * @throws IOException if nobody listens there, or the server refuses
     * @throws InterruptedException if this thread was interrupted
     */
    public static ControlClient connect(Path socket) throws IOException, InterruptedException {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new IOException("nobody listens at " + socket + ": " + e.getMessage(), e);
        }
        return greeted(Caller.over(channel));
    }

    /**
     * Connects over TCP, and shows a token.
     *
     * @param address where the server listens
     * @param token the secret
     * @return the client, to be closed
     * @throws ControlException with {@link ErrorCode#UNAUTHORIZED} if the token is not known there
     * @throws IOException if nobody listens there
     * @throws InterruptedException if this thread was interrupted
     */
    public static ControlClient connect(InetSocketAddress address, String token)
            throws IOException, InterruptedException {
        Objects.requireNonNull(token, "token");
        SocketChannel channel;
        try {
            channel = SocketChannel.open(address);
        } catch (IOException e) {
            throw new IOException("nobody listens at " + address + ": " + e.getMessage(), e);
        }
        ControlClient stranger = greeted(Caller.over(channel));
        boolean known = false;
        try {
            ServerView server = Codec.serverView(stranger.call(Verb.AUTH, new JsonObject().put("token", token)));
            known = true;
            return new ControlClient(stranger.caller, server, USUAL_TIMEOUT, null);
        } finally {
            if (!known) {
                stranger.close();
            }
        }
    }

    private static ControlClient greeted(Caller caller) throws IOException, InterruptedException {
        boolean greeted = false;
        try {
            JsonObject greeting = caller.greeting(USUAL_TIMEOUT);
            throwIfError(greeting);
            ServerView server = Codec.serverView(greeting);
            if (server.protocol() != Codec.PROTOCOL) {
                throw new IOException("the server speaks version " + server.protocol()
                        + " of the protocol, this client " + Codec.PROTOCOL);
            }
            greeted = true;
            return new ControlClient(caller, server, USUAL_TIMEOUT, null);
        } catch (JsonFault e) {
            throw strange(e);
        } finally {
            if (!greeted) {
                caller.close();
            }
        }
    }

    /**
     * The same connection, waiting so long for each answer. What is to wait at the server, such as a drain, has that time in
     * addition.
     *
     * @param atMost how long
     * @return another view of this client; closing one closes both
     */
    public ControlClient timeout(Duration atMost) {
        return new ControlClient(caller, server, Objects.requireNonNull(atMost, "atMost"), why);
    }

    /**
     * The same connection, giving a reason for each change. It goes into the audit of the server, and with a cancel to the task.
     *
     * @param reason the words, at most 200 characters
     * @return another view of this client; closing one closes both
     */
    public ControlClient because(String reason) {
        return new ControlClient(caller, server, timeout, Objects.requireNonNull(reason, "reason"));
    }

    /**
     * Who answers.
     *
     * @return the server, as it introduced itself
     */
    public ServerView server() {
        return server;
    }

    /**
     * Whether the connection can be used.
     *
     * @return false once it is broken or closed
     */
    public boolean isOpen() {
        return caller.isOpen();
    }

    /** Closes the connection. */
    @Override
    public void close() {
        caller.close();
    }

    // ---- looking

    /**
     * The open owners.
     *
     * @return a look at each, a manager before what it has adopted
     * @throws IOException if there was no answer
     * @throws InterruptedException if this thread was interrupted
     */
    public List<OwnerView> owners() throws IOException, InterruptedException {
        return read(call(Verb.OWNERS, new JsonObject()), it -> it.objects("owners", Codec::ownerView));
    }

    /**
     * One owner.
     *
     * @param owner its name
     * @return a look at it
     * @throws IOException if there was no answer, or no such owner
     * @throws InterruptedException if this thread was interrupted
     */
    public OwnerView owner(String owner) throws IOException, InterruptedException {
        return read(call(Verb.STATS, of(owner)), Codec::ownerView);
    }

    /**
     * Live tasks.
     *
     * @param query which ones
     * @return the first of them, and how many there are
     * @throws IOException if there was no answer, or the query is wrong
     * @throws InterruptedException if this thread was interrupted
     */
    public TaskList tasks(TaskQuery query) throws IOException, InterruptedException {
        return read(call(Verb.TASKS, written(query)), Codec::taskList);
    }

    /**
     * One task, with its stack. One that has ended is only known if ended tasks are kept.
     *
     * @param owner the name of its owner
     * @param id its number
     * @return all that is known of it
     * @throws IOException if there was no answer, or no such task
     * @throws InterruptedException if this thread was interrupted
     */
    public TaskDetails show(String owner, long id) throws IOException, InterruptedException {
        return read(call(Verb.SHOW, of(owner).put("task", id)), Codec::taskDetails);
    }

    /**
     * Owners with what they have adopted, and their tasks by groups.
     *
     * @param tasks how many tasks are listed at most, in all
     * @return those that nobody has adopted, with what is below them
     * @throws IOException if there was no answer
     * @throws InterruptedException if this thread was interrupted
     */
    public List<OwnerTree> tree(int tasks) throws IOException, InterruptedException {
        return read(
                call(Verb.TREE, new JsonObject().put("limit", tasks)), it -> it.objects("owners", Codec::ownerTree));
    }

    /**
     * What is supervised.
     *
     * @return a look at each
     * @throws IOException if there was no answer
     * @throws InterruptedException if this thread was interrupted
     */
    public List<ServiceView> services() throws IOException, InterruptedException {
        return read(call(Verb.SERVICES, new JsonObject()), it -> it.objects("services", Codec::serviceView));
    }

    /**
     * Ended tasks, if they are kept.
     *
     * @param query which ones: the latest of them, in the order of their ends
     * @param after the number of the last one that is not asked for; 0 for all
     * @return the tasks
     * @throws IOException if there was no answer, or none are kept
     * @throws InterruptedException if this thread was interrupted
     */
    public EndedTasks ended(TaskQuery query, long after) throws IOException, InterruptedException {
        JsonObject request = new JsonObject()
                .put("owner", query.owner())
                .put("where", query.where().isBlank() ? null : query.where())
                .put("limit", query.limit())
                .put("after", after);
        return read(call(Verb.ENDED, request), Codec::endedTasks);
    }

    /**
     * The times of the ended tasks of each group, if they are kept.
     *
     * @return the times
     * @throws IOException if there was no answer, or none are kept
     * @throws InterruptedException if this thread was interrupted
     */
    public List<GroupTimes> times() throws IOException, InterruptedException {
        return read(call(Verb.TIMES, new JsonObject()), it -> it.objects("times", Codec::groupTimes));
    }

    /**
     * What looks wrong, if somebody watches or the server is to keep what it needs for that.
     *
     * @return the warnings; some need ten seconds of watching before they are told
     * @throws IOException if there was no answer, or nothing is kept
     * @throws InterruptedException if this thread was interrupted
     */
    public List<Warning> warnings() throws IOException, InterruptedException {
        return read(call(Verb.WARNINGS, new JsonObject()), it -> it.objects("warnings", Codec::warning));
    }

    /**
     * Has changes told as they come.
     *
     * @param options what is watched
     * @return the changes, to be closed
     * @throws IOException if there was no answer, or too much is watched already
     * @throws InterruptedException if this thread was interrupted
     */
    public Watch watch(WatchOptions options) throws IOException, InterruptedException {
        long id = caller.nextNumber();
        Watch watch = new Watch(this, id);
        TaskQuery query = options.query();
        JsonObject request = query == null ? new JsonObject() : written(query).put("tasks", true);
        request.put("every", options.every().toMillis())
                .put("ended", options.ended() ? true : null)
                .put("warnings", options.warnings() ? true : null);
        caller.onEvents(id, event -> watch.offer(Codec.change(event)), watch::end);
        boolean begun = false;
        try {
            JsonObject ignored = call(id, Verb.WATCH, request, timeout);
            begun = true;
            return watch;
        } finally {
            if (!begun) {
                caller.noEvents(id);
            }
        }
    }

    /** Keeps the interrupt flag. */
    void unwatch(long id) {
        caller.noEvents(id);
        if (!caller.isOpen()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            JsonObject ignored = call(Verb.UNWATCH, new JsonObject().put("watch", id));
        } catch (IOException e) {
            // a server that does not answer ends the watch with the connection
            caller.close();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- cancelling

    /**
     * Asks one task to stop.
     *
     * @param owner the name of its owner
     * @param id its number
     * @return whether it was asked by this; it was not if it had ended or had been asked before
     * @throws IOException if there was no answer, or no such task
     * @throws InterruptedException if this thread was interrupted
     */
    public boolean cancel(String owner, long id) throws IOException, InterruptedException {
        return read(call(Verb.CANCEL, of(owner).put("task", id)), Codec::cancelled)
                        .requested()
                > 0;
    }

    /**
     * Asks the tasks of a group to stop, after its source.
     *
     * @param owner the name of the owner
     * @param group the name of the group
     * @return how many there were, and how many of them were asked by this
     * @throws IOException if there was no answer
     * @throws InterruptedException if this thread was interrupted
     */
    public Cancelled cancelGroup(String owner, String group) throws IOException, InterruptedException {
        return read(call(Verb.CANCEL, of(owner).put("group", group)), Codec::cancelled);
    }

    /**
     * Asks all tasks that pass a filter to stop, whatever the order and limit of the query. Sources go on; see
     * {@link #count}, which tells before how many that would be.
     *
     * @param query which ones
     * @return how many there were, and how many of them were asked by this
     * @throws IOException if there was no answer, or the filter is wrong
     * @throws InterruptedException if this thread was interrupted
     */
    public Cancelled cancel(TaskQuery query) throws IOException, InterruptedException {
        JsonObject request = new JsonObject().put("owner", query.owner()).put("where", query.where());
        return read(call(Verb.CANCEL, request), Codec::cancelled);
    }

    /**
     * How many tasks {@link #cancel(TaskQuery)} would mean now.
     *
     * @param query which ones
     * @return how many
     * @throws IOException if there was no answer, or the filter is wrong
     * @throws InterruptedException if this thread was interrupted
     */
    public int count(TaskQuery query) throws IOException, InterruptedException {
        return tasks(query.atMost(0)).matching();
    }

    // ---- steering

    /**
     * Changes the limit of a pool or manager.
     *
     * @param owner its name
     * @param size how many may run at once, at least 0
     * @throws IOException if there was no answer, or its limit cannot be changed
     * @throws InterruptedException if this thread was interrupted
     */
    public void resize(String owner, int size) throws IOException, InterruptedException {
        JsonObject ignored = call(Verb.RESIZE, of(owner).put("size", size));
    }

    /**
     * Has an owner accept nothing from outside.
     *
     * @param owner its name
     * @throws IOException if there was no answer, or it cannot be locked
     * @throws InterruptedException if this thread was interrupted
     */
    public void lock(String owner) throws IOException, InterruptedException {
        JsonObject ignored = call(Verb.LOCK, of(owner));
    }

    /**
     * Has an owner accept tasks again.
     *
     * @param owner its name
     * @throws IOException if there was no answer, or it cannot be locked
     * @throws InterruptedException if this thread was interrupted
     */
    public void unlock(String owner) throws IOException, InterruptedException {
        JsonObject ignored = call(Verb.UNLOCK, of(owner));
    }

    /**
     * Lets no further task of a pool or manager start, by the limit 0.
     *
     * @param owner its name
     * @throws IOException if there was no answer, or its limit is 0 already or cannot be changed
     * @throws InterruptedException if this thread was interrupted
     */
    public void pause(String owner) throws IOException, InterruptedException {
        JsonObject ignored = call(Verb.PAUSE, of(owner));
    }

    /**
     * Gives a paused pool or manager the limit it had before.
     *
     * @param owner its name
     * @throws IOException if there was no answer, or it is not paused
     * @throws InterruptedException if this thread was interrupted
     */
    public void resume(String owner) throws IOException, InterruptedException {
        JsonObject ignored = call(Verb.RESUME, of(owner));
    }

    /**
     * Locks an owner and waits until all its tasks have ended. It stays locked.
     *
     * @param owner its name
     * @param within how long to wait
     * @return whether they have, and what is left
     * @throws IOException if there was no answer, or it cannot be locked
     * @throws InterruptedException if this thread was interrupted; the server gives up the wait when the client is closed
     */
    public Drained drain(String owner, Duration within) throws IOException, InterruptedException {
        JsonObject request = of(owner).put("within", within.toMillis());
        return read(call(caller.nextNumber(), Verb.DRAIN, request, timeout.plus(within)), Codec::drained);
    }

    /**
     * Closes an owner for good: lets its tasks go on for a while, cancels the rest, and waits for that. The server goes on with
     * it when the client is gone.
     *
     * @param owner its name
     * @param drain how long the tasks may go on
     * @param grace how long cancelled tasks are waited for
     * @return how it was closed
     * @throws IOException if there was no answer, or the role is not {@link io.github.stint.control.view.Role#ADMIN}
     * @throws InterruptedException if this thread was interrupted
     */
    public Closed closeOwner(String owner, Duration drain, Duration grace) throws IOException, InterruptedException {
        JsonObject request = of(owner).put("drain", drain.toMillis()).put("grace", grace.toMillis());
        Duration atMost = timeout.plus(drain).plus(grace).plus(MARGIN);
        return read(call(caller.nextNumber(), Verb.CLOSE, request, atMost), Codec::closed);
    }

    /**
     * Takes the ended tasks that a pool has kept, as {@link io.github.stint.TaskPool#flush} does.
     *
     * @param owner its name
     * @return how many there were, and the first thousand
     * @throws IOException if there was no answer, or it is no pool
     * @throws InterruptedException if this thread was interrupted
     */
    public TaskList flush(String owner) throws IOException, InterruptedException {
        return read(call(Verb.FLUSH, of(owner)), Codec::taskList);
    }

    /**
     * Starts further workers.
     *
     * @param owner the name of their pool
     * @param workers how many
     * @return their ids
     * @throws IOException if there was no answer, or it is no pool of workers
     * @throws InterruptedException if this thread was interrupted
     */
    public List<Long> startWorkers(String owner, int workers) throws IOException, InterruptedException {
        return read(call(Verb.WORKERS, of(owner).put("start", workers)), it -> ids(it, "started"));
    }

    /**
     * Stops the youngest workers.
     *
     * @param owner the name of their pool
     * @param workers how many
     * @return their ids, the youngest first
     * @throws IOException if there was no answer, or it is no pool of workers
     * @throws InterruptedException if this thread was interrupted
     */
    public List<Long> stopWorkers(String owner, int workers) throws IOException, InterruptedException {
        return read(call(Verb.WORKERS, of(owner).put("stop", workers)), it -> ids(it, "stopped"));
    }

    /**
     * Has as many workers as that, by starting or stopping some.
     *
     * @param owner the name of their pool
     * @param workers how many there are to be
     * @throws IOException if there was no answer, or it is no pool of workers
     * @throws InterruptedException if this thread was interrupted
     */
    public void scaleWorkers(String owner, int workers) throws IOException, InterruptedException {
        JsonObject ignored = call(Verb.WORKERS, of(owner).put("size", workers));
    }

    private static List<Long> ids(JsonObject answer, String name) {
        return answer.list(name).stream()
                .map(it -> it instanceof Long id ? id : Long.valueOf(0))
                .toList();
    }

    /**
     * Interrupts the run of something supervised, so that it is restarted as its policy says.
     *
     * @param owner the name of its service
     * @param service its own name
     * @throws IOException if there was no answer, there is nothing of that name, or it does not run now
     * @throws InterruptedException if this thread was interrupted
     */
    public void restart(String owner, String service) throws IOException, InterruptedException {
        JsonObject ignored = call(Verb.RESTART, of(owner).put("service", service));
    }

    // ---- handlers

    /**
     * The handlers that the application has registered.
     *
     * @return the names of the arguments of each, by its name; none if it takes a list
     * @throws IOException if there was no answer
     * @throws InterruptedException if this thread was interrupted
     */
    public Map<String, List<String>> handlers() throws IOException, InterruptedException {
        return read(call(Verb.HANDLERS, new JsonObject()), it -> {
            Map<String, List<String>> all = new LinkedHashMap<>();
            it.objects("handlers", one -> all.put(one.text("handler"), one.texts("arguments")));
            return all;
        });
    }

    /**
     * Hands one call over to a handler.
     *
     * @param handler its name
     * @param json its arguments as JSON: an object by the names of the components of its record, or a list by position
     * @return the task
     * @throws IOException if there was no answer, no such handler, or these are not its arguments
     * @throws InterruptedException if this thread was interrupted
     */
    public Submitted submit(String handler, String json) throws IOException, InterruptedException {
        JsonObject request = new JsonObject().put("handler", handler).put("args", parsed(json));
        return read(call(Verb.SUBMIT, request), Codec::submitted);
    }

    /**
     * Hands many calls over to a handler, as a batch of its pool. None begins if one of them is wrong.
     *
     * @param handler its name
     * @param each the arguments of each call, as JSON
     * @param concurrency how many run at once
     * @return the batch
     * @throws IOException if there was no answer, no such handler, or some are not its arguments
     * @throws InterruptedException if this thread was interrupted
     */
    public Submitted map(String handler, List<String> each, int concurrency) throws IOException, InterruptedException {
        JsonObject request = new JsonObject()
                .put("handler", handler)
                .put("each", each.stream().map(ControlClient::parsed).toList())
                .put("concurrency", concurrency);
        return read(call(Verb.MAP, request), Codec::submitted);
    }

    private static Object parsed(String json) {
        try {
            Object value = Json.read("{\"value\":" + json + "}").value("value");
            return Objects.requireNonNull(value, "null is no argument");
        } catch (JsonFault e) {
            throw new IllegalArgumentException("not JSON: " + json, e);
        }
    }

    // ---- calls

    private static JsonObject of(String owner) {
        return new JsonObject().put("owner", Objects.requireNonNull(owner, "owner"));
    }

    private static JsonObject written(TaskQuery query) {
        return new JsonObject()
                .put("owner", query.owner())
                .put("where", query.where().isBlank() ? null : query.where())
                .put("sort", query.sort().wire())
                .put("limit", query.limit());
    }

    private JsonObject call(Verb verb, JsonObject request) throws IOException, InterruptedException {
        return call(caller.nextNumber(), verb, request, timeout);
    }

    private JsonObject call(long id, Verb verb, JsonObject arguments, Duration atMost)
            throws IOException, InterruptedException {
        JsonObject request = arguments.put("verb", verb.wire());
        if (verb.changes() && why != null) {
            request.put("why", why);
        }
        JsonObject line = caller.call(id, request, atMost);
        throwIfError(line);
        return read(line, it -> it.object("ok"));
    }

    private static void throwIfError(JsonObject line) throws IOException {
        JsonObject error = read(line, it -> it.objectOrNull("error"));
        if (error != null) {
            throw new ControlException(
                    read(error, it -> it.wordOr("code", ErrorCode.class, ErrorCode.INTERNAL)),
                    read(error, it -> it.text("message")));
        }
    }

    private static <T extends @Nullable Object> T read(JsonObject from, Function<? super JsonObject, T> how)
            throws IOException {
        try {
            return how.apply(from);
        } catch (JsonFault e) {
            throw strange(e);
        }
    }

    private static IOException strange(JsonFault e) {
        return new IOException("the server answered something unknown: " + e.getMessage(), e);
    }
}
