package io.github.stint.bench.suite;

import io.github.stint.bench.work.Caller;
import java.util.List;

/**
 * Contenders that do the same work, taken by turns.
 *
 * @param suite the name of its suite
 * @param name what is done
 * @param caller who asks for it
 * @param unit what is measured
 * @param of what it is measured of: a task, a group
 * @param millis how long a run takes, about, so that it is known how many there is time for
 * @param contenders whose turns they are
 */
public record Heat(
        String suite, String name, Caller caller, Unit unit, String of, int millis, List<Contender> contenders) {

    /** What is measured. */
    public enum Unit {
        NANOS("ns"),
        BYTES("B");

        private final String sign;

        Unit(String sign) {
            this.sign = sign;
        }

        /** How it is written. */
        public String sign() {
            return sign;
        }
    }

    /** A heat in which time is measured. */
    public static Heat ofTime(
            String suite, String name, Caller caller, String of, int millis, List<Contender> contenders) {
        return new Heat(suite, name, caller, Unit.NANOS, of, millis, contenders);
    }

    /** Its name among all. */
    public String id() {
        return suite + "/" + name + "/" + caller;
    }

    /** The name among all of one of its contenders. */
    public String id(Contender contender) {
        return id() + "/" + contender.name();
    }

    /** The same with fewer contenders. */
    public Heat with(List<Contender> fewer) {
        return new Heat(suite, name, caller, unit, of, millis, fewer);
    }
}
