package io.github.stint.control.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.control.internal.json.Json;
import io.github.stint.control.internal.json.JsonFault;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments in JSON become records. */
class RecordBinderTest {

    private enum Mode {
        FAST,
        VERY_SLOW
    }

    private record All(
            String text,
            int number,
            long big,
            double real,
            boolean yes,
            Integer box,
            Duration time,
            Mode mode,
            List<Integer> list) {}

    private record One(String text) {}

    @SuppressWarnings("UnusedMethod") // called by a handle
    private record Even(int number) {
        Even {
            if (number % 2 != 0) {
                throw new IllegalArgumentException("number must be even: " + number);
            }
        }
    }

    private static Object args(String json) {
        return Json.read("{\"args\":" + json + "}").value("args");
    }

    private static <A extends Record> A bound(Class<A> type, String json) {
        return RecordBinder.of(MethodHandles.lookup(), type).apply(args(json));
    }

    @Test
    void anObjectIsBoundByNamesAndAListByPosition() {
        All all = new All("a", 1, 1L << 40, 2.5, true, 7, Duration.ofSeconds(5), Mode.VERY_SLOW, List.of(1, 2));
        assertThat(bound(All.class, """
            {"list":[1,2],"mode":"very-slow","time":"PT5S","box":7,"yes":true,"real":2.5,"big":1099511627776,
             "number":1,"text":"a"}\
            """)).isEqualTo(all);
        assertThat(bound(All.class, "[\"a\",1,1099511627776,2.5,true,7,\"PT5S\",\"FAST\",[1,2]]"))
                .isEqualTo(new All("a", 1, 1L << 40, 2.5, true, 7, Duration.ofSeconds(5), Mode.FAST, List.of(1, 2)));
    }

    @Test
    void anythingElseIsTheOnlyComponent() {
        assertThat(bound(One.class, "\"a\"")).isEqualTo(new One("a"));
        assertThat(bound(One.class, "[]")).isEqualTo(new One(null));
    }

    @Test
    void objectsMayBeLeftOutAndNumbersMayNot() {
        assertThat(bound(All.class, "{\"number\":1,\"big\":2,\"real\":3,\"yes\":false}"))
                .isEqualTo(new All(null, 1, 2, 3, false, null, null, null, List.of()));
        assertThatThrownBy(() -> bound(All.class, "{\"big\":2,\"real\":3,\"yes\":false}"))
                .hasMessage("argument 'number' is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"colour\":1} | there is no argument \"colour\"",
                "[1,2] | 2 arguments are too many",
                "1 | argument 'text' must be a text: 1",
                "{\"text\":{}} | argument 'text' must be a text: {}"
            })
    void whatDoesNotFitIsNamed(String json, String message) {
        assertThatThrownBy(() -> bound(One.class, json))
                .isInstanceOf(JsonFault.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aNumberThatIsTooLargeIsRefused() {
        assertThatThrownBy(() -> bound(Even.class, "4294967296")).hasMessageContaining("a whole number below 2^31");
        assertThatThrownBy(() -> bound(Even.class, "1.5")).hasMessageContaining("a whole number");
    }

    @Test
    void whatTheRecordThrowsComesOut() {
        assertThatThrownBy(() -> bound(Even.class, "3")).hasMessage("number must be even: 3");
    }

    private record Odd(Object anything) {}

    @Test
    void aRecordWithOtherComponentsIsRefusedAtOnce() {
        assertThatThrownBy(() -> RecordBinder.of(MethodHandles.lookup(), Odd.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("component 'anything' is a java.lang.Object");
        assertThatThrownBy(() -> RecordBinder.of(MethodHandles.publicLookup(), One.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot make");
    }
}
