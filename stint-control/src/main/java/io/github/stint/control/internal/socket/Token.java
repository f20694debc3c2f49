package io.github.stint.control.internal.socket;

import io.github.stint.control.view.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * A secret in a file that only its user may read; whoever knows it may connect over TCP. Of the secret only a digest is kept, and
 * digests are compared in constant time.
 */
public final class Token {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final int LEAST_LENGTH = 32;
    private static final int MOST_LENGTH = 512;

    private final String name;
    private final Role role;
    private final byte[] digest;

    private Token(String name, Role role, String secret) {
        this.name = name;
        this.role = role;
        this.digest = digest(secret);
    }

    /** The token in that file, which is made with 256 random bits if it is not there. */
    public static Token in(Path file, Role role) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            make(file);
        }
        return new Token(String.valueOf(file.getFileName()), role, read(file));
    }

    private static void make(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        try (var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            byte[] line = (HexFormat.of().formatHex(random) + "\n").getBytes(StandardCharsets.US_ASCII);
            var rest = ByteBuffer.wrap(line);
            while (rest.hasRemaining()) {
                int ignored = channel.write(rest);
            }
        } catch (FileAlreadyExistsException _) {
            // somebody was faster; what they wrote is read and looked at like any other
        }
    }

    /** The secret in that file: its only line. */
    public static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("not a file with a token: " + file);
        }
        if (!Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(Me.user())) {
            throw new IOException("the file of a token belongs to another user: " + file);
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        mode.remove(PosixFilePermission.OWNER_READ);
        mode.remove(PosixFilePermission.OWNER_WRITE);
        if (!mode.isEmpty()) {
            throw new IOException("the file of a token must have mode 600: " + file);
        }
        String secret = Files.readString(file).strip();
        if (secret.length() < LEAST_LENGTH || secret.length() > MOST_LENGTH || secret.contains("\n")) {
            throw new IOException(
                    "a token is one line of " + LEAST_LENGTH + " to " + MOST_LENGTH + " characters: " + file);
        }
        return secret;
    }

    /** Whether that is the secret. Takes as long whatever is wrong with it. */
    public boolean matches(String said) {
        return MessageDigest.isEqual(digest, digest(said));
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has it", e);
        }
    }

    /** What it is called in the audit: the name of its file. */
    public String name() {
        return name;
    }

    /** What its bearer may do at most. */
    public Role role() {
        return role;
    }

    /** Not the secret. */
    @Override
    public String toString() {
        return "token '" + name + "' for " + role.wire();
    }
}
