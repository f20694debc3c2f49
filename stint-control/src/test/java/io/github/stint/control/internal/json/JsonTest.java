package io.github.stint.control.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of JSON, read strictly. */
class JsonTest {

    @Test
    void whatIsWrittenIsReadBack() {
        String line =
                "{\"a\":1,\"b\":-2.5,\"c\":\"\\u0007\\\"x\\n\",\"d\":[true,null,{\"e\":[]}],\"f\":9223372036854775807}";
        JsonObject object = Json.read(line);
        assertThat(object).hasToString(line);
        assertThat(new String(Json.line(object), StandardCharsets.UTF_8)).isEqualTo(line + "\n");
        assertThat(object.number("a")).isEqualTo(1);
        assertThat(object.text("c")).isEqualTo("\u0007\"x\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "1",
                "{",
                "{}{}",
                "{} x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1e999}",
                "{\"a\":9223372036854775808}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":\"\u0001\"}",
                "// x\n{}",
                "{\"a\":\"\\x\"}"
            })
    void whatIsNotOneStrictObjectIsRefused(String line) {
        assertThatThrownBy(() -> Json.read(line)).isInstanceOf(JsonFault.class);
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        for (byte[] bytes : List.of(
                new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
                new byte[] {(byte) 0xfe, (byte) 0xff, 0, '{', 0, '}'})) {
            assertThatThrownBy(() -> Json.read(bytes, 0, bytes.length)).hasMessage("not UTF-8");
        }
    }

    @Test
    void whatIsNestedTooDeepIsRefusedAndDeepestIsNot() {
        assertThat(Json.read("{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}").has("a"))
                .isTrue();
        assertThatThrownBy(() -> Json.read("{\"a\":" + "[".repeat(50_000))).isInstanceOf(JsonFault.class);
        assertThatThrownBy(() -> Json.read("{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}"))
                .isInstanceOf(JsonFault.class);
    }

    @Test
    void aFieldOfAnotherKindIsNamed() {
        JsonObject object = Json.read("{\"limit\":\"x\",\"owner\":3,\"size\":12,\"within\":-1}");
        assertThatThrownBy(() -> object.number("limit")).hasMessage("'limit' must be a whole number: \"x\"");
        assertThatThrownBy(() -> object.text("owner")).hasMessage("'owner' must be a text: 3");
        assertThatThrownBy(() -> object.text("why")).hasMessage("'why' is missing");
        assertThatThrownBy(() -> object.integer("size", 0, 10)).hasMessage("'size' must be from 0 to 10: 12");
        assertThatThrownBy(() -> object.millis("within")).hasMessageStartingWith("'within' must be");
    }

    @Test
    void timesAreMillisecondsWithThreeDigits() {
        JsonObject object =
                new JsonObject().putMillis("a", Duration.ofNanos(1_234_567)).putMillis("b", Duration.ofDays(3));
        assertThat(object).hasToString("{\"a\":1.235,\"b\":259200000}");
        JsonObject read = Json.read(object.toString());
        assertThat(read.millis("a")).isEqualTo(Duration.ofNanos(1_235_000));
        assertThat(read.millis("b")).isEqualTo(Duration.ofDays(3));
    }

    /** Random bytes, and good lines with some bytes changed: each is an object or a fault, never anything else. */
    @Test
    void nothingButAnObjectOrAFaultComesOfAnyBytes() {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        Random random = new Random(seed);
        List<byte[]> seeds = new ArrayList<>();
        for (String good : List.of(
                "{\"id\":1,\"verb\":\"tasks\",\"where\":\"age>5s\",\"limit\":12}",
                "{\"a\":[1,2.5e3,-0,\"\\u00e9\\ud83d\\ude00\",{\"b\":{\"c\":null}}],\"d\":true}")) {
            seeds.add(good.getBytes(StandardCharsets.UTF_8));
        }
        long end = System.nanoTime() + Long.getLong("fuzz.millis", 1_000) * 1_000_000;
        int objects = 0;
        int faults = 0;
        while (System.nanoTime() < end) {
            byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
            if (random.nextInt(4) == 0) {
                bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
            }
            for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : (byte) "{}[]\",:\\ue0".charAt(random.nextInt(11));
            }
            try {
                JsonObject object = Json.read(bytes, 0, bytes.length);
                objects++;
                assertThat(Json.read(object.toString())).hasToString(object.toString());
            } catch (JsonFault e) {
                faults++;
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ": " + new String(bytes, StandardCharsets.ISO_8859_1), e);
            }
        }
        assertThat(objects).as("objects, seed %d", seed).isPositive();
        assertThat(faults).as("faults, seed %d", seed).isPositive();
    }
}
