package io.github.stint.cli.top;

import io.github.stint.cli.output.Look;
import io.github.stint.cli.output.StandardStream;
import io.github.stint.cli.process.Terminal.Size;
import io.github.stint.cli.spool.Spool;
import io.github.stint.cli.words.RawWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * A terminal that shows a whole screen and gives every key at once, until it is closed or this process is ended by a signal:
 * then it is as it was before.
 */
final class Tty implements AutoCloseable {

    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J";
    private static final String LEAVE = "\u001b[m\u001b[?7h\u001b[?25h\u001b[?1049l";
    private static final String CLEAR = "\u001b[2J";
    private static final String CLEAR_LINE = "\u001b[K";

    private final Terminal terminal;
    private final Attributes before;
    private final Look look;
    private final StandardStream out = StandardStream.out();
    private final Thread atExit = Thread.ofPlatform().unstarted(this::end);

    /** Guards all that is written: nothing comes behind what restores. */
    private final ReentrantLock lock = new ReentrantLock();

    private boolean restored;
    private volatile boolean ended;
    private List<String> shown = new ArrayList<>();
    private Size size;

    private Tty(Terminal terminal, Look look) {
        this.terminal = terminal;
        this.look = look;
        this.before = terminal.getAttributes();
        this.size = size();
    }

    /** The terminal of this process. */
    static Tty open(Look look) throws IOException {
        Charset charset = look.unicode() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                .provider("ffm")
                .dumb(false)
                .encoding(charset)
                .nativeSignals(false)
                .graphemeCluster(false)
                .build();
        Tty tty = new Tty(terminal, look);
        Runtime.getRuntime().addShutdownHook(tty.atExit);
        boolean begun = false;
        try {
            Attributes ignored = terminal.enterRawMode();
            tty.write(ENTER);
            begun = true;
            return tty;
        } finally {
            if (!begun) {
                tty.restore();
            }
        }
    }

    /** Its size now. */
    Size size() {
        org.jline.terminal.Size now = terminal.getSize();
        int columns = now.getColumns();
        int rows = now.getRows();
        return new Size(columns > 0 ? columns : 80, rows > 0 ? rows : 24);
    }

    /** The next character that was typed, as {@link KeyReader.Source} says. */
    int read(long millis) throws IOException {
        return terminal.reader().read(millis);
    }

    /** Shows these lines on a screen of that size; only what is different is written. */
    void show(List<Line> lines, Size now) throws IOException {
        StringBuilder text = new StringBuilder();
        if (!now.equals(size)) {
            size = now;
            forget();
            text.append(CLEAR);
        }
        List<String> written =
                lines.stream().map(line -> line.written(look.color())).toList();
        for (int i = 0; i < written.size(); i++) {
            if (i >= shown.size() || !written.get(i).equals(shown.get(i))) {
                text.append("\u001b[")
                        .append(i + 1)
                        .append(";1H")
                        .append(written.get(i))
                        // at the end of a full line that would take its last character
                        .append(lines.get(i).columns() < now.columns() ? CLEAR_LINE : "");
            }
        }
        shown = new ArrayList<>(written);
        if (!text.isEmpty()) {
            write(text.toString());
        }
    }

    /** Writes everything the next time. */
    void forget() {
        shown.clear();
    }

    private void write(String text) throws IOException {
        lock.lock();
        try {
            if (!restored) {
                Spool.writeFully(out, ByteBuffer.wrap(RawWords.bytes(RawWords.encoded(text))));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether this process is being ended by a signal, and the terminal has been given back for that. */
    boolean isEnded() {
        return ended;
    }

    private void end() {
        ended = true;
        restore();
    }

    private void restore() {
        lock.lock();
        try {
            if (!restored) {
                write(LEAVE);
                restored = true;
                terminal.setAttributes(before);
            }
        } catch (IOException | IllegalStateException e) {
            restored = true; // the terminal is gone, or JLine was asked to end it too and has set it back
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        restore();
        if (!ended) {
            terminal.close();
        }
    }
}
