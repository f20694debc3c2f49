package io.github.stint.cli.top;

import io.github.stint.cli.output.Look;
import io.github.stint.cli.process.Terminal;
import io.github.stint.cli.steer.Applications;
import io.github.stint.cli.steer.SteerException;
import io.github.stint.cli.words.ExitStatus;
import io.github.stint.cli.words.UsageException;
import io.github.stint.control.ControlClient;
import io.github.stint.control.view.SortBy;
import java.io.IOException;

/**
 * Shows the tasks of an application on the whole screen, and does to them what keys say.
 *
 * @param applications which application
 * @param filter which tasks at first
 * @param sort in which order at first
 * @param look what may be written
 */
public record Top(Applications applications, String filter, SortBy sort, Look look) {

    /** How long nothing is pressed until what else has happened is shown. */
    private static final long TICK_MILLIS = 50;

    /**
     * Runs until somebody quits.
     *
     * @return the exit status
     */
    public int run() throws UsageException, SteerException, IOException, InterruptedException {
        String type = System.getenv("TERM");
        if (!new Terminal(0).exists() || !new Terminal(1).exists() || type == null || type.equals("dumb")) {
            throw new UsageException("top needs a terminal that shows a whole screen; 'stint ps' does without");
        }
        ControlClient connected = applications.connect();
        try (Link link = new Link(applications, connected);
                Tty tty = Tty.open(look)) {
            link.start();
            try {
                return loop(link, tty);
            } catch (IOException | IllegalStateException e) {
                if (tty.isEnded()) {
                    return ExitStatus.SUCCESS; // the signal says how this process ends
                }
                throw e;
            }
        }
    }

    private int loop(Link link, Tty tty) throws IOException {
        KeyReader keys = new KeyReader(tty::read);
        Model model = Model.of(filter, sort, tty.size());
        Model drawn = null;
        Wanted asked = null;
        while (true) {
            Wanted wanted = model.frozen() ? null : Wanted.of(model);
            if (wanted == null ? asked != null : !wanted.equals(asked)) {
                link.look(wanted);
                asked = wanted;
            }
            if (!model.equals(drawn)) {
                tty.show(Picture.of(model, look), model.size());
                drawn = model;
            }
            Key key = keys.next(TICK_MILLIS);
            if (key != null) {
                Step step = Keys.press(model, key);
                model = step.model();
                switch (step.effect()) {
                    case Step.Effect.None _ -> {
                        // all is in the model
                    }
                    case Step.Effect.Redraw _ -> {
                        tty.forget();
                        drawn = null;
                    }
                    case Step.Effect.Do change -> link.carryOut(change.change());
                    case Step.Effect.Quit quit -> {
                        return quit.status();
                    }
                }
            }
            for (Event event = link.next(); event != null; event = link.next()) {
                boolean late = model.frozen() && event instanceof Event.Looked;
                model = late ? model : event.in(model);
            }
            if (!tty.size().equals(model.size())) {
                model = model.with(tty.size());
            }
        }
    }
}
