package io.github.stint.cli.log;

import io.github.stint.cli.words.FileProblem;
import io.github.stint.cli.words.RawWords;
import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/** Reads a job log. */
public final class JobLogFile {

    private JobLogFile() {}

    /**
     * The jobs that the log of that raw name tells of; none if it is not there.
     *
     * @param onlySucceeded leaves out those that failed
     * @throws UsageException if it cannot be read, or is no job log
     */
    public static DoneJobs read(String name, boolean onlySucceeded) throws UsageException {
        String shown = ShellQuote.quote(name);
        DoneJobs done = new DoneJobs();
        try (BufferedReader lines = Files.newBufferedReader(RawWords.path(name), StandardCharsets.ISO_8859_1)) {
            String header = lines.readLine();
            if (header != null && !header.equals(JobRecord.HEADER)) {
                throw new UsageException(shown + " is no job log of stint: its first line is another");
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JobRecord.Seen seen = JobRecord.read(line);
                if (seen != null && (onlySucceeded ? seen.succeeded() : seen.done())) {
                    done.add(seen.key());
                }
            }
            return done;
        } catch (NoSuchFileException e) {
            return done;
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("cannot read the job log " + shown + ": " + FileProblem.of(e));
        }
    }
}
