package io.github.stint.cli.command;

import java.util.List;

/** A place in a command, which something of a job is put in. */
sealed interface Place {

    /** What is put there: one text, or of {@link All} one a value. */
    List<String> in(Values values);

    /** The number of the column, from 1, if it is such a place; else 0. */
    static int columnOf(Object piece) {
        return piece instanceof Column(int number, Part _) ? Math.max(0, number) : 0;
    }

    /** Every value of the job: {@code {}}. */
    record All(Part part) implements Place {
        @Override
        public List<String> in(Values values) {
            return values.all().stream().map(part::in).toList();
        }
    }

    /**
     * One value of the job: {@code {2}}.
     *
     * @param number from 1; from the last one, -1
     */
    record Column(int number, Part part) implements Place {
        @Override
        public List<String> in(Values values) {
            return List.of(part.in(values.at(number)));
        }
    }

    /** The number of the job, from 1: <code>{#}</code>. */
    record JobNumber() implements Place {
        @Override
        public List<String> in(Values values) {
            return List.of(Long.toString(values.job()));
        }
    }

    /** Which of those that run at once it is, from 1: {@code {%}}. */
    record SlotNumber() implements Place {
        @Override
        public List<String> in(Values values) {
            return List.of(Integer.toString(values.slot()));
        }
    }
}
