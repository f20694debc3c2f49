package io.github.stint.control.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.TaskInfo;
import io.github.stint.TaskState;
import io.github.stint.control.internal.wire.Refusal;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tasks a filter means. */
class TaskFilterTest {

    private static final TaskInfo TASK = new TaskInfo(
            42,
            "crawler/probes/fetch a page#42",
            "crawler",
            "probes",
            TaskState.RUNNING,
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "age>5s",
                "age>=6s",
                "age=6000ms",
                "age<0.11m",
                "waited=2s",
                "ran>3999ms",
                "ran<1h",
                "id=42",
                "id>41 id<43",
                "state=running",
                "state=RUNNING",
                "state!=queued",
                "owner=crawler",
                "group=probes",
                "group~^pro",
                "group!=others",
                "name~fetch.*",
                "name~fetch",
                "name!~store",
                "name=\"fetch a page\"",
                "name=\"crawler/probes/fetch a page#42\"",
                "  age>5s   state=running group=probes name~fetch.*  "
            })
    void meansIt(String filter) {
        assertThat(TaskFilter.of(filter).test(TASK)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "age>6s",
                "age<=5s",
                "id!=42",
                "state=queued",
                "state!=running",
                "owner=craw",
                "owner!=crawler",
                "group=\"\"",
                "name=fetch",
                "name!=\"fetch a page\"",
                "name~^fetch",
                "age>5s state=queued"
            })
    void doesNotMeanIt(String filter) {
        assertThat(TaskFilter.of(filter).test(TASK)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "age",
                "age>",
                "age>5",
                "age>x",
                "age~5s",
                "state>running",
                "state=running,queued",
                "state=done",
                "name>a",
                "name~(",
                "id=x",
                "id~4",
                "colour=red",
                "name=\"a",
                "name=a\"b\" c",
                "age>5s,state=running",
                "=x",
                "age>5s x"
            })
    void isRefused(String filter) {
        assertThatThrownBy(() -> TaskFilter.of(filter))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("bad filter: ");
    }

    @Test
    void aTaskWithoutAGroupHasAnEmptyOne() {
        TaskInfo task = new TaskInfo(1, "a#1", "a", null, TaskState.QUEUED, Duration.ZERO, Duration.ZERO, null);
        assertThat(TaskFilter.of("group=\"\"").test(task)).isTrue();
        assertThat(TaskFilter.of("group!=\"\"").test(task)).isFalse();
        assertThat(TaskFilter.of("name=\"\"").test(task)).isTrue();
    }

    @Test
    void aPatternThatWouldLookForEverIsRefused() {
        TaskInfo task = new TaskInfo(
                1, "a/" + "a".repeat(150) + "!#1", "a", null, TaskState.QUEUED, Duration.ZERO, Duration.ZERO, null);
        TaskFilter filter = TaskFilter.of("name~(a+)+(a+)+$");
        assertThatThrownBy(() -> filter.test(task)).hasMessageContaining("the pattern takes too long");
    }

    @Test
    void anyTextIsAFilterOrRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String letters = "agenmstowidru=!~<>\" 0159(.*)+[]\\{,";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "name~" : "");
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                boolean ignored = TaskFilter.of(text.toString()).test(TASK);
            } catch (Refusal e) {
                assertThat(e.message()).startsWith("bad filter: ");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
    }
}
