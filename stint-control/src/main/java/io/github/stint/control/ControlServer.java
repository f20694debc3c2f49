package io.github.stint.control;

import io.github.stint.CancelReason;
import io.github.stint.Fn;
import io.github.stint.TaskOwner;
import io.github.stint.control.internal.bind.Handler;
import io.github.stint.control.internal.bind.RecordBinder;
import io.github.stint.control.internal.io.Door;
import io.github.stint.control.internal.io.Limits;
import io.github.stint.control.internal.io.Loop;
import io.github.stint.control.internal.serve.Service;
import io.github.stint.control.internal.serve.Service.Settings;
import io.github.stint.control.internal.serve.TcpDoor;
import io.github.stint.control.internal.serve.UnixDoor;
import io.github.stint.control.internal.socket.RuntimeFolder;
import io.github.stint.control.internal.socket.SocketFile;
import io.github.stint.control.internal.socket.Token;
import io.github.stint.control.internal.wire.Words;
import io.github.stint.control.view.Role;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles.Lookup;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets the tasks of this process be seen, and steered if that is allowed, from outside.
 *
 * <pre>{@code
 * try (ControlServer control = ControlServer.listen(Path.of("/run/shop/stint.sock"), tasks)) {
 *   serve();
 * }
 * }</pre>
 *
 * <p>Over a Unix socket only processes of the same user may connect; the socket has mode 600, in a folder that only its user may
 * write to. Over TCP, which listens at the loopback address and only if asked to, a token has to be shown first. Without
 * {@link Builder#allowChanges} everybody may only look.
 *
 * <p>It runs on platform threads, so it answers also while no virtual thread can run. There is one as long as nobody is
 * connected, which waits. A client cannot make a task wait, whatever it does; it costs its connection at most. Processes of the
 * same user and of root are trusted with what the server is built to allow.
 *
 * <p>Each change from outside, made or refused, is one line in the log {@code io.github.stint.control.audit}.
 */
public final class ControlServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.github.stint.control");

    private final Loop loop;
    private final Service service;
    private final @Nullable SocketFile file;
    private final @Nullable TcpDoor tcp;

    private ControlServer(Loop loop, Service service, @Nullable SocketFile file, @Nullable TcpDoor tcp) {
        this.loop = loop;
        this.service = service;
        this.file = file;
        this.tcp = tcp;
    }

    /**
     * Shows some owners, and what they have adopted, at a Unix socket. Nothing can be changed.
     *
     * @param socket the path of the socket; its folder is made if it is not there
     * @param owners the owners; all that are open in this JVM if none are given
     * @return the server, to be closed
     * @throws IOException if another server listens there, something else is there, or others may write to the folder
     */
    public static ControlServer listen(Path socket, TaskOwner... owners) throws IOException {
        return builder(owners.length == 0 ? "stint" : owners[0].name())
                .owners(owners)
                .socket(socket)
                .start();
    }

    /**
     * What a server can be told before it starts.
     *
     * @param application the name of the application, for people
     * @return the defaults
     */
    public static Builder builder(String application) {
        return new Builder(application);
    }

    /**
     * Whether a task was cancelled by somebody who asked a server of this process for it.
     *
     * @param reason the reason that the task tells
     * @return true if so; false if this process itself has cancelled it
     */
    public static boolean isFromOutside(CancelReason reason) {
        return reason.source() == CancelReason.Source.REQUEST && Words.wereAsked(reason.why());
    }

    /**
     * The Unix socket.
     *
     * @return its path, if it listens at one
     */
    public Optional<Path> socket() {
        return Optional.ofNullable(file).map(SocketFile::path);
    }

    /**
     * The address of the TCP port.
     *
     * @return the address, if it listens at one
     */
    public Optional<InetSocketAddress> address() {
        return Optional.ofNullable(tcp).map(TcpDoor::address);
    }

    /**
     * Closes all connections, stops listening, and removes the socket. Waits for its threads, not for clients; keeps the
     * interrupt flag. Close it after the owners it shows, so that their end can be watched.
     */
    @Override
    public void close() {
        loop.close();
        service.close();
        if (file != null) {
            closeQuietly(file);
        }
        if (tcp != null) {
            closeQuietly(tcp);
        }
    }

    private static void closeQuietly(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "the control server could not be closed well", e);
        }
    }

    /**
     * What a server can be told before it starts.
     *
     * <p>Defaults:
     *
     * <ul>
     *   <li>owners: all that are open in this JVM
     *   <li>socket: none; without one, and without TCP, it listens where {@link ControlSockets} looks
     *   <li>changes: none are allowed
     *   <li>ended tasks: the last 1 000 are kept while somebody watches them, else none
     *   <li>handlers: none
     * </ul>
     */
    public static final class Builder {

        private final String application;
        private final List<TaskOwner> owners = new ArrayList<>();
        private final Map<String, Handler<?>> handlers = new LinkedHashMap<>();
        private final Map<Path, Role> tokens = new LinkedHashMap<>();
        private @Nullable Path socket;
        private @Nullable Integer port;
        private Role role = Role.VIEW;
        private int history = 1_000;
        private boolean keeps;
        private Limits limits = Limits.USUAL;

        private Builder(String application) {
            this.application = Objects.requireNonNull(application, "application");
        }

        /**
         * Shows these owners, and what they have adopted, and no others.
         *
         * @param shown the owners
         * @return this builder
         */
        public Builder owners(TaskOwner... shown) {
            owners.addAll(List.of(shown));
            return this;
        }

        /**
         * Listens at a Unix socket.
         *
         * @param path its path, of at most 103 bytes; its folder is made with mode 700 if it is not there
         * @return this builder
         */
        public Builder socket(Path path) {
            this.socket = Objects.requireNonNull(path, "path");
            return this;
        }

        /**
         * Listens at a TCP port of the loopback address. Needs a {@link #token}.
         *
         * @param number the port; 0 for any that is free
         * @return this builder
         */
        public Builder tcp(int number) {
            if (number < 0 || number > 65_535) {
                throw new IllegalArgumentException("the port must be from 0 to 65535: " + number);
            }
            this.port = number;
            return this;
        }

        /**
         * Lets those in over TCP who know the secret in a file. If there is no such file, it is made, with mode 600 and 256
         * random bits.
         *
         * @param secret the file; nobody but its user may be able to read it
         * @param most what its bearer may do, as far as the server allows it at all
         * @return this builder
         */
        public Builder token(Path secret, Role most) {
            tokens.put(Objects.requireNonNull(secret, "secret"), Objects.requireNonNull(most, "most"));
            return this;
        }

        /**
         * Allows everything the protocol has.
         *
         * @return this builder
         */
        public Builder allowChanges() {
            return allow(Role.ADMIN);
        }

        /**
         * Allows so much.
         *
         * @param most what anybody may do
         * @return this builder
         */
        public Builder allow(Role most) {
            this.role = Objects.requireNonNull(most, "most");
            return this;
        }

        /**
         * Keeps ended tasks, the times of groups, and what is needed to tell what looks wrong, also while nobody watches. Costs
         * the owners a listener.
         *
         * @param most how many ended tasks are kept, from 1 to 1 000 000
         * @return this builder
         */
        public Builder keepEnded(int most) {
            if (most < 1 || most > 1_000_000) {
                throw new IllegalArgumentException("ended tasks kept must be from 1 to 1000000: " + most);
            }
            this.history = most;
            this.keeps = true;
            return this;
        }

        /**
         * Lets a function be called from outside, by those who may do everything. What comes as JSON is bound to a record: an
         * object by the names of its components, a list by their order. A component is a {@code String}, {@code boolean},
         * {@code int}, {@code long} or {@code double}, one of their boxes, a {@code Duration}, an enum, or a {@code List} of
         * these. A box, or another object, may be left out and is null then, a list empty.
         *
         * @param name by which it is called
         * @param owner whose tasks it is done by: a {@code TaskPool}, {@code TaskManager} or {@code TaskService}
         * @param lookup a lookup that may make the record: {@code MethodHandles.lookup()} where it can be seen
         * @param arguments the record
         * @param body the function
         * @param <A> the record
         * @return this builder
         * @throws IllegalArgumentException if there is one of that name, the owner is of another kind, or the record cannot be
         *     made or has other components
         */
        public <A extends Record> Builder handler(
                String name, TaskOwner owner, Lookup lookup, Class<A> arguments, Fn<? super A, ?> body) {
            return add(Handler.ofRecord(name, owner, RecordBinder.of(lookup, arguments), body));
        }

        /**
         * Lets a function be called from outside, by those who may do everything, with a list of what came as JSON: strings,
         * longs, doubles, booleans, null, lists and objects.
         *
         * @param name by which it is called
         * @param owner whose tasks it is done by: a {@code TaskPool}, {@code TaskManager} or {@code TaskService}
         * @param body the function
         * @return this builder
         * @throws IllegalArgumentException if there is one of that name, or the owner is of another kind
         */
        public Builder handler(String name, TaskOwner owner, Fn<? super List<?>, ?> body) {
            return add(Handler.ofList(name, owner, body));
        }

        private Builder add(Handler<?> handler) {
            if (handlers.putIfAbsent(handler.name(), handler) != null) {
                throw new IllegalArgumentException("there is a handler '" + handler.name() + "' already");
            }
            return this;
        }

        /** Other bounds, for tests. */
        Builder limits(Limits others) {
            this.limits = others;
            return this;
        }

        /**
         * Starts to listen.
         *
         * @return the server, to be closed
         * @throws IOException if it cannot listen, or a token cannot be read or made
         * @throws IllegalStateException if it is to listen to TCP without a token
         */
        public ControlServer start() throws IOException {
            if (port != null && tokens.isEmpty()) {
                throw new IllegalStateException("TCP needs a token: whoever reaches the port could come in");
            }
            List<Token> known = new ArrayList<>();
            for (Map.Entry<Path, Role> token : tokens.entrySet()) {
                known.add(Token.in(token.getKey(), token.getValue()));
            }
            Deque<AutoCloseable> opened = new ArrayDeque<>();
            boolean started = false;
            try {
                Path path = socket == null && port == null
                        ? RuntimeFolder.ofThisUser().socketOf(application)
                        : socket;
                List<Door> doors = new ArrayList<>();
                SocketFile file = path == null ? null : SocketFile.listen(path);
                if (file != null) {
                    opened.push(file);
                    doors.add(new UnixDoor(file.channel()));
                }
                TcpDoor tcp = port == null ? null : TcpDoor.listen(port);
                if (tcp != null) {
                    opened.push(tcp);
                    doors.add(tcp);
                }
                Service service = new Service(new Settings(
                        application,
                        List.copyOf(owners),
                        role,
                        known,
                        history,
                        keeps,
                        Collections.unmodifiableMap(new LinkedHashMap<>(handlers))));
                opened.push(service);
                Loop loop = new Loop("stint-control", doors, service, limits);
                loop.start();
                started = true;
                return new ControlServer(loop, service, file, tcp);
            } finally {
                if (!started) {
                    opened.forEach(ControlServer::closeQuietly);
                }
            }
        }
    }
}
