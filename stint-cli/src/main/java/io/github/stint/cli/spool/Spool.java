package io.github.stint.cli.spool;

import io.github.stint.cli.words.FileProblem;
import io.github.stint.cli.words.RawWords;
import io.github.stint.cli.words.ShellQuote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a command wrote to one of its outputs: in memory up to a bound, all of it in a temporary file past that.
 *
 * <p>A temporary file is deleted as soon as it is open, so that nothing of it stays behind however this process ends. Not for
 * use by two threads at a time.
 */
public final class Spool implements Sink, AutoCloseable {

    private static final Path FOLDER =
            Path.of(Objects.requireNonNullElse(System.getenv("TMPDIR"), System.getProperty("java.io.tmpdir", "/tmp")));
    private static final int FIRST_ROOM = 512;
    private static final byte[] NOTHING = {};

    private final int memoryBound;
    private final @Nullable SpoolFolder folder;
    private byte[] memory = NOTHING;
    private long length;
    private @Nullable FileChannel file;
    private long offset;
    private boolean fileIsOurs;
    private @Nullable Path named;

    /** One whose file is a temporary one. */
    public Spool(int memoryBound) {
        this(memoryBound, null);
    }

    /** One whose file is made in that folder and can be given a name there, see {@link #saveTo}. */
    public Spool(int memoryBound, @Nullable SpoolFolder folder) {
        this.memoryBound = memoryBound;
        this.folder = folder;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        int added = bytes.remaining();
        if (file == null && length + added > memoryBound) {
            moveToFile();
        }
        if (file == null) {
            int needed = (int) length + added;
            if (needed > memory.length) {
                int room = Math.min(memoryBound, Math.max(FIRST_ROOM, memory.length * 2));
                memory = Arrays.copyOf(memory, Math.max(needed, room));
            }
            bytes.get(memory, (int) length, added);
        } else {
            keep(file, bytes);
        }
        length += added;
    }

    public long length() {
        return length;
    }

    /** How many bytes of memory this holds. */
    public int memory() {
        return memory.length;
    }

    /** Whether this holds a file open. */
    public boolean ownsFile() {
        return fileIsOurs;
    }

    /** The first of it, so many bytes at most. */
    public byte[] beginning(int most) throws IOException {
        byte[] first = new byte[(int) Math.min(most, length)];
        FileChannel from = file;
        if (from == null) {
            System.arraycopy(memory, 0, first, 0, first.length);
            return first;
        }
        ByteBuffer room = ByteBuffer.wrap(first);
        while (room.hasRemaining()) {
            if (from.read(room, offset + room.position()) < 0) {
                throw new IOException("a temporary file ended " + room.remaining() + " bytes early");
            }
        }
        return first;
    }

    /** Writes all of it; can be repeated. */
    public void writeTo(WritableByteChannel target) throws IOException {
        FileChannel from = file;
        if (from == null) {
            writeFully(target, ByteBuffer.wrap(memory, 0, (int) length));
            return;
        }
        long end = offset + length;
        long at = offset;
        while (at < end) {
            long written = from.transferTo(at, end - at, target);
            if (written == 0) {
                throw new IOException("a temporary file ended " + (end - at) + " bytes early");
            }
            at += written;
        }
    }

    /** Gives all of it that name, in the folder where its file is made; it can be written as before. */
    public void saveTo(Path target) throws IOException {
        if (named != null) {
            Files.move(named, target, StandardCopyOption.ATOMIC_MOVE);
            named = null;
            return;
        }
        try (FileChannel saved = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeTo(saved);
        }
    }

    /** Moves what it has to the backlog and gives back memory and file; nothing can be appended any more. */
    public void moveTo(Backlog backlog) throws IOException {
        if (length > 0) {
            Backlog.Place place = backlog.append(this);
            long kept = length;
            close();
            length = kept;
            file = place.file();
            offset = place.offset();
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel open = file;
        boolean ours = fileIsOurs;
        Path unsaved = named;
        memory = NOTHING;
        length = 0;
        file = null;
        fileIsOurs = false;
        named = null;
        if (unsaved != null) {
            Files.delete(unsaved);
        }
        if (open != null && ours) {
            open.close();
        }
    }

    private void moveToFile() throws IOException {
        FileChannel open = folder == null ? openDeleted() : openNamed(folder);
        file = open;
        fileIsOurs = true;
        keep(open, ByteBuffer.wrap(memory, 0, (int) length));
        memory = NOTHING;
    }

    private FileChannel openNamed(SpoolFolder in) throws OutputLostException {
        Path path = in.draft();
        try {
            FileChannel open = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            named = path;
            return open;
        } catch (IOException e) {
            throw in.lost(e);
        }
    }

    /** A new file that has no name any more. */
    static FileChannel openDeleted() throws OutputLostException {
        try {
            Path path = Files.createTempFile(FOLDER, "stint-", ".out");
            try {
                return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            } finally {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private void keep(FileChannel open, ByteBuffer bytes) throws OutputLostException {
        try {
            writeFully(open, bytes);
        } catch (IOException e) {
            throw folder == null ? lost(e) : folder.lost(e);
        }
    }

    /** A temporary file cannot be written. */
    static OutputLostException lost(IOException e) {
        String folder = ShellQuote.quote(RawWords.encoded(FOLDER.toString()));
        return new OutputLostException("cannot keep outputs in " + folder + ": " + FileProblem.of(e), e);
    }

    public static void writeFully(WritableByteChannel target, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }
}
