package io.github.stint.cli.steer;

import io.github.stint.cli.words.ExitStatus;
import io.github.stint.cli.words.UsageException;
import io.github.stint.control.ControlClient;
import io.github.stint.control.ControlException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks an application, once or again and again, and shows what it says.
 *
 * @param applications which one
 * @param why the reason for changes; null if none is given
 * @param json whether answers are shown for machines
 * @param repeat how many seconds there are between two times; 0 to ask once
 * @param page what it is shown on, which may change meanwhile
 * @param terminal whether an answer takes the place of the one before
 */
public record Session(
        Applications applications,
        @Nullable String why,
        boolean json,
        int repeat,
        Supplier<Page> page,
        boolean terminal) {

    private static final String CLEAR = "\u001b[H\u001b[2J";

    /** Where answers are shown. */
    @FunctionalInterface
    public interface Out {

        /** Writes a text. */
        void write(String text) throws IOException;
    }

    /** The exit status. */
    public int run(Request request, Out out) throws UsageException, SteerException, IOException, InterruptedException {
        try (ControlClient connected = applications.connect()) {
            ControlClient application = why == null ? connected : connected.because(why);
            Answer answer = ask(request, application);
            while (repeat > 0) {
                out.write((terminal && !json ? CLEAR : "") + shown(answer));
                Thread.sleep(repeat * 1_000L);
                if (!application.isOpen()) {
                    return 0; // what was watched has ended
                }
                answer = ask(request, application);
            }
            return show(answer, out);
        }
    }

    /** Shows what is known already. */
    public int show(Answer answer, Out out) throws IOException {
        out.write(shown(answer));
        return answer.status();
    }

    private static Answer ask(Request request, ControlClient application)
            throws UsageException, SteerException, InterruptedException {
        try {
            return request.ask(application);
        } catch (ControlException e) {
            throw new SteerException(ExitStatus.REFUSED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new SteerException(ExitStatus.NO_APPLICATION, "the application does not answer: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new SteerException(ExitStatus.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private String shown(Answer answer) {
        List<String> lines =
                json ? List.of(Json.line(answer.fields())) : answer.text().apply(page.get());
        return String.join("\n", lines) + "\n";
    }
}
