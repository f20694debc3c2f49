package io.github.stint.cli.steer;

import io.github.stint.cli.words.ExitStatus;
import io.github.stint.cli.words.RawWords;
import io.github.stint.cli.words.UsageException;
import io.github.stint.control.ControlClient;
import io.github.stint.control.ControlException;
import io.github.stint.control.ControlSockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the application that is meant: at a socket, at an address, or among those of this user on this machine, by its name or
 * the number of its process.
 *
 * @param place which one, as text; null for the only one there is
 * @param tokenFile the file with the token for an address
 */
public record Applications(@Nullable String place, @Nullable String tokenFile) {

    private static final Pattern ADDRESS = Pattern.compile("\\[?([^/\\[\\]]+)]?:(\\d{1,5})");
    private static final Pattern SOCKET = Pattern.compile("(.+)-(\\d+)\\.sock");

    /** A local application, as its socket names it. */
    private record Local(Path socket, String name, String pid) {

        static Local of(Path socket) {
            String file = String.valueOf(socket.getFileName());
            Matcher parts = SOCKET.matcher(file);
            return parts.matches() ? new Local(socket, parts.group(1), parts.group(2)) : new Local(socket, file, "");
        }

        boolean isCalled(String given) {
            return name.equals(given) || pid.equals(given) || (name + "-" + pid).equals(given);
        }
    }

    /** Connects to it. */
    public ControlClient connect() throws UsageException, SteerException, InterruptedException {
        try {
            Matcher address = ADDRESS.matcher(place == null ? "" : place);
            if (address.matches() && place != null && !place.contains("/")) {
                return ControlClient.connect(address(address), token());
            }
            if (tokenFile != null) {
                throw usage("--token-file goes with -s HOST:PORT: a local socket needs no token");
            }
            return ControlClient.connect(socket());
        } catch (ControlException e) {
            throw new SteerException(ExitStatus.REFUSED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new SteerException(ExitStatus.NO_APPLICATION, String.valueOf(e.getMessage()));
        }
    }

    /** Whether one of this user on this machine is that process. */
    public static boolean listens(long pid) throws SteerException {
        return local().stream().anyMatch(it -> it.pid().equals(Long.toString(pid)));
    }

    private static InetSocketAddress address(Matcher address) throws UsageException {
        int port = Integer.parseInt(address.group(2));
        if (port < 1 || port > 65_535) {
            throw usage("the port must be from 1 to 65535: " + port);
        }
        return new InetSocketAddress(address.group(1), port);
    }

    /** The secret in the file. It is never on the command line, which every user of a machine can see. */
    private String token() throws UsageException {
        if (tokenFile == null) {
            throw usage("-s HOST:PORT needs a --token-file");
        }
        try {
            Path file = Path.of(tokenFile);
            Set<PosixFilePermission> others = Files.getPosixFilePermissions(file);
            others.remove(PosixFilePermission.OWNER_READ);
            others.remove(PosixFilePermission.OWNER_WRITE);
            if (!others.isEmpty()) {
                throw usage("the file of a token must have mode 600: " + tokenFile);
            }
            return Files.readString(file).strip();
        } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
            throw usage("cannot read a token from " + tokenFile + ": " + e.getMessage());
        }
    }

    private Path socket() throws UsageException, SteerException {
        if (place != null && place.contains("/")) {
            return Path.of(place);
        }
        List<Local> all = local();
        List<Local> meant = place == null
                ? all
                : all.stream().filter(it -> it.isCalled(place)).toList();
        if (meant.size() == 1) {
            return meant.getFirst().socket();
        }
        if (meant.size() > 1) {
            throw usage(meant.size() + " applications listen; choose one with -s:\n" + listed(meant));
        }
        if (place == null || all.isEmpty()) {
            throw new SteerException(
                    ExitStatus.NO_APPLICATION,
                    "no application of yours listens" + (place == null ? "" : " as '" + place + "'")
                            + "; 'stint help sockets' tells what makes one");
        }
        throw new SteerException(
                ExitStatus.NO_APPLICATION,
                "no application of yours listens as '" + place + "'; there are:\n" + listed(all));
    }

    private static List<Local> local() throws SteerException {
        try {
            return ControlSockets.live().stream().map(Local::of).toList();
        } catch (IOException e) {
            throw new SteerException(ExitStatus.NO_APPLICATION, "cannot look for applications: " + e.getMessage());
        }
    }

    private static String listed(List<Local> some) {
        return some.stream()
                .map(it -> "  -s " + (it.pid().isEmpty() ? it.socket() : it.pid() + "  " + it.name()))
                .collect(Collectors.joining("\n"));
    }

    private static UsageException usage(String message) {
        return new UsageException(RawWords.encoded(message));
    }
}
