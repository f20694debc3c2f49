package io.github.stint.examples;

import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.TaskBatch;
import io.github.stint.TaskPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Hashes files, four at a time; the answers are in the order of the files, and one that cannot be read is an answer too. */
public final class BatchMain {

    private static final int SHOWN_BYTES = 4;

    private BatchMain() {}

    /** Makes some files and hashes them. */
    public static void main(String[] words) throws Exception {
        Path folder = Files.createTempDirectory("stint-example");
        List<Path> files = new ArrayList<>();
        for (String name : List.of("apple", "pear", "plum")) {
            files.add(Files.writeString(folder.resolve(name), name));
        }
        files.add(folder.resolve("peach"));

        try (TaskPool pool = TaskPool.open("hashes", 4)) {
            TaskBatch<String> hashes = pool.map("files", files, 4, BatchMain::hash);
            List<Outcome<String>> ends = hashes.outcomes();
            for (int i = 0; i < ends.size(); i++) {
                Path name = files.get(i).getFileName();
                System.out.println(
                        switch (ends.get(i)) {
                            case Success<String>(var hash) -> name + ": " + hash;
                            case Failure<String>(var error) ->
                                name + ": " + error.getClass().getSimpleName();
                            case Cancelled<String>(var why) -> name + ": " + why;
                        });
            }
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.delete(folder);
    }

    private static String hash(Path file) throws IOException, NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
    }
}
