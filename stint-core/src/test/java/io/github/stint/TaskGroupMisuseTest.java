package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskGroupMisuseTest {

    private static TaskGroup open() {
        return TaskGroup.builder().name("g").open();
    }

    // ---- misuse

    @Test
    void waitingForItsOwnGroupIsRefusedAlsoFromANestedOne() throws Exception {
        try (TaskGroup group = open()) {
            Task<Object> direct = group.start("direct", () -> {
                assertThatIllegalStateException()
                        .isThrownBy(group::close)
                        .withMessage("'g' would wait for itself: close was called by its own task 'g/direct#1'");
                assertThatIllegalStateException()
                        .isThrownBy(() -> group.awaitIdle(Duration.ZERO))
                        .withMessage("'g' would wait for itself: awaitIdle was called by its own task 'g/direct#1'");
                assertThatIllegalStateException()
                        .isThrownBy(() -> group.shutdown(Shutdown.now()))
                        .withMessage("'g' would wait for itself: shutdown was called by its own task 'g/direct#1'");
                return group.join();
            });
            assertThat(direct.join())
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class,
                            failure -> assertThat(failure.error())
                                    .isInstanceOf(IllegalStateException.class)
                                    .hasMessage(
                                            "'g' would wait for itself: join was called by its own task 'g/direct#1'"));
        }
        try (TaskGroup group = open()) {
            group.start(() -> TaskGroup.builder()
                    .name("inner")
                    .run(inner -> inner.start(() -> assertThatIllegalStateException()
                                    .isThrownBy(group::join)
                                    .withMessage(
                                            "'g' would wait for itself: join was called by its own task 'inner#1'"))
                            .await()));
            group.join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a\nb"})
    void aBadNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskGroup.builder().name(name))
                .withMessageStartingWith("name must ");
        assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.named(name));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskOptions.inGroup(name))
                .withMessageStartingWith("group must ");
    }

    @Test
    void badArgumentsAreRefusedWithNameBoundAndValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskGroup.builder().limit(0))
                .withMessage("limit must be at least 1: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskGroup.builder().limit(-1))
                .withMessage("limit must be at least 1: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskGroup.builder().name(" "))
                .withMessage("name must not be blank: ' '");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskGroup.builder().name("x".repeat(201)))
                .withMessage("name must have at most 200 characters, has 201");
        assertThatNullPointerException()
                .isThrownBy(() -> TaskGroup.builder().name(null))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> TaskGroup.builder().timeout(null))
                .withMessage("timeout");
        assertThatNullPointerException()
                .isThrownBy(() -> TaskGroup.builder().onFailure(null))
                .withMessage("onFailure");
        assertThatNullPointerException()
                .isThrownBy(() -> TaskGroup.builder().ticker(null))
                .withMessage("ticker");
        assertThatNullPointerException().isThrownBy(() -> TaskGroup.run(null)).withMessage("block");
    }

    @Test
    void aMissingBodyIsRefusedAtTheCallAndNothingIsRegistered() {
        try (TaskGroup group = open()) {
            assertThatNullPointerException()
                    .isThrownBy(() -> group.start((Action) null))
                    .withMessage("body");
            assertThatNullPointerException()
                    .isThrownBy(() -> group.start("x", (java.util.concurrent.Callable<String>) null))
                    .withMessage("body");
            assertThatNullPointerException()
                    .isThrownBy(() -> group.start((TaskOptions) null, () -> "x"))
                    .withMessage("options");
            assertThat(group.stats().submitted()).isZero();
        }
    }
}
