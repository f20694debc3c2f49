package io.github.stint.cli.results;

import io.github.stint.cli.log.DoneJobs;
import io.github.stint.cli.spool.Held;
import io.github.stint.cli.spool.OutputLostException;
import io.github.stint.cli.spool.SpoolFolder;
import io.github.stint.cli.words.FileProblem;
import io.github.stint.cli.words.RawWords;
import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder with a folder for each job that has ended.
 *
 * <p>A job's folder is made under a name that begins with a dot and gets its own name when all of it is written. So whatever
 * ends this process, a folder without a dot is whole.
 */
public final class Results implements SpoolFolder {

    private static final String BEGUN = ".stint-";
    private static final String STATUS = "status";

    private final Path folder;
    private final String folderName;
    private final String shown;
    private final String begun = BEGUN + ProcessHandle.current().pid() + "-";
    private final AtomicLong drafts = new AtomicLong();
    private final Map<String, Integer> times = new ConcurrentHashMap<>();
    private final Map<String, Queue<Path>> replaced;

    private Results(Path folder, String folderName, String shown, Map<String, Queue<Path>> replaced) {
        this.folder = folder;
        this.folderName = folderName;
        this.shown = shown;
        this.replaced = replaced;
    }

    /**
     * What is in a folder of that raw name.
     *
     * @param done the jobs that are not to be run again
     */
    public record Opened(Results results, DoneJobs done) {}

    /**
     * A folder for a run from its beginning.
     *
     * @throws UsageException if there is something in it, or it cannot be made
     */
    public static Results create(String name) throws UsageException {
        return open(name, false, false).results();
    }

    /**
     * The folder of a run that is gone on with; what was half-written is removed.
     *
     * @param failedAgain whether what has failed is run again, and its result replaced
     */
    public static Opened goOn(String name, boolean failedAgain) throws UsageException {
        return open(name, true, failedAgain);
    }

    private static Opened open(String name, boolean goesOn, boolean failedAgain) throws UsageException {
        String shown = ShellQuote.quote(name);
        DoneJobs done = new DoneJobs(FolderName::of);
        Map<String, Queue<Path>> replaced = new HashMap<>();
        try {
            Path folder = Files.createDirectories(RawWords.path(name));
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    String entryName = RawWords.nameOf(entry);
                    if (entryName.startsWith(BEGUN)) {
                        removeIfLeftBehind(entry, entryName);
                    } else if (!goesOn) {
                        throw new UsageException("--results: " + shown + " is not empty; go on with --resume what"
                                + " was begun there, or name another folder");
                    } else if (failedAgain && !succeeded(entry)) {
                        replaced.computeIfAbsent(FolderName.first(entryName), _ -> new ConcurrentLinkedQueue<>())
                                .add(entry);
                    } else {
                        done.add(FolderName.first(entryName));
                    }
                }
            }
            return new Opened(new Results(folder, name, shown, replaced), done);
        } catch (IOException e) {
            throw new UsageException("cannot write results in " + shown + ": " + FileProblem.of(e));
        } catch (DirectoryIteratorException e) {
            throw new UsageException("cannot read results in " + shown + ": "
                    + FileProblem.of(Objects.requireNonNull(e.getCause(), "cause")));
        }
    }

    private static boolean succeeded(Path entry) throws IOException {
        Path status = entry.resolve(STATUS);
        return Files.isRegularFile(status) && Files.readString(status).equals("0\n");
    }

    private static void removeIfLeftBehind(Path entry, String name) throws IOException {
        String pid = name.substring(BEGUN.length()).split("-", 2)[0];
        boolean lives = pid.matches("[1-9][0-9]{0,17}")
                && ProcessHandle.of(Long.parseLong(pid)).isPresent();
        if (!lives) {
            remove(entry);
        }
    }

    @Override
    public Path draft() {
        return folder.resolve(begun + drafts.incrementAndGet());
    }

    @Override
    public OutputLostException lost(IOException e) {
        return new OutputLostException("cannot write results in " + shown + ": " + FileProblem.of(e), e);
    }

    /**
     * Stores how a job went.
     *
     * @throws OutputLostException if that cannot be written; nothing of it is left then
     */
    public void store(StoredJob job, Held out, Held err) throws OutputLostException {
        Path draft = draft();
        try {
            Files.createDirectory(draft);
            write(draft, "seq", Long.toString(job.place()));
            write(draft, "command", job.command());
            write(draft, STATUS, Integer.toString(job.status()));
            out.saveTo(draft.resolve("stdout"));
            err.saveTo(draft.resolve("stderr"));
            giveName(draft, job.values().isEmpty() ? Long.toString(job.place()) : FolderName.of(job.values()));
        } catch (IOException e) {
            OutputLostException lost = lost(e);
            try {
                remove(draft);
            } catch (IOException alsoWrong) {
                lost.addSuppressed(alsoWrong);
            }
            throw lost;
        }
    }

    private static void write(Path draft, String name, String line) throws IOException {
        Files.write(draft.resolve(name), RawWords.bytes(line + "\n"));
    }

    private void giveName(Path draft, String name) throws IOException {
        Queue<Path> failed = replaced.get(name);
        Path before = failed == null ? null : failed.poll();
        if (before != null) {
            remove(before);
            Files.move(draft, before, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        int time = times.getOrDefault(name, 1);
        while (!gets(draft, time == 1 ? name : FolderName.again(name, time))) {
            time++;
            times.put(name, time);
        }
    }

    /** Whether the draft could be given a name, which others may have. */
    private boolean gets(Path draft, String name) throws IOException {
        Path target = RawWords.path(folderName + "/" + name);
        if (exists(target)) {
            return false;
        }
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileSystemException e) {
            if (exists(target)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Removes a file, or a folder of files. */
    private static void remove(Path entry) throws IOException {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(entry)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        Files.delete(entry);
    }
}
