package io.github.stint.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.testing.Jvm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways in which an application under load comes to its end. */
class ShopEndTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** To drain, to cancel, to wait for who writes to the log, and what a loaded machine may take besides. */
    private static final Duration BOUND =
            Shop.DRAIN.plus(Shop.GRACE).plusSeconds(1).plusSeconds(5);

    private static final List<String> TWO_CARRIERS =
            List.of("-Djdk.virtualThreadScheduler.parallelism=2", "-Djdk.virtualThreadScheduler.maxPoolSize=2");

    @ParameterizedTest
    @CsvSource({"INT, 130", "HUP, 129"})
    void otherSignalsDrainAsWell(String signal, int status) throws Exception {
        try (Jvm jvm = Jvm.start(ShopMain.class, "installed", "busy")) {
            jvm.awaitLine("ready");
            jvm.signal(signal);
            requireEndsWell(jvm, status);
        }
    }

    @Test
    void furtherSignalsWhileItDrainsChangeNothing() throws Exception {
        try (Jvm jvm = Jvm.start(DrainingMain.class)) {
            jvm.awaitLine("ready");
            jvm.signal("TERM");
            jvm.awaitLine("drains");
            jvm.signal("TERM");
            jvm.signal("INT");
            jvm.signal("TERM");
            jvm.tell("enough");
            Jvm.End end = jvm.awaitEnd(SOON);
            assertThat(end.status()).as(jvm.toString()).isEqualTo(143);
            assertThat(end.out()).containsExactly("ready", "drains", "closed drained=1 cancelled=0");
        }
    }

    @Test
    void closingInTheHookInMainAndInAThirdThreadIsOneClosingWithOneReport() throws Exception {
        try (Jvm jvm = Jvm.start(ClosersMain.class)) {
            jvm.awaitLine("ready");
            jvm.signal("TERM");
            requireEndsWell(jvm, 143);
            assertThat(jvm.out()).contains("reports 1");
        }
    }

    /** The tasks that call {@code System.exit} do not return from it: they straggle. */
    @Test
    void tasksThatEndTheJvmDoNotKeepItFromEnding() throws Exception {
        try (Jvm jvm = Jvm.start(ShopMain.class, "installed", "exit")) {
            jvm.awaitLine("ready");
            long begun = System.nanoTime();
            Account account = requireEndsWell(jvm, ShopMain.EXIT_STATUS);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
            assertThat(account.reported("stragglers")).isEqualTo(2);
        }
    }

    @Test
    void nothingThatWasHandedOverIsLostWhenMainReturns() throws Exception {
        try (Jvm jvm = Jvm.start(ShopMain.class, "installed", "leave")) {
            Account account = requireEndsWell(jvm, 0);
            assertThat(account.of("shop", "succeeded")).isEqualTo(100);
            assertThat(account.of("background", "succeeded")).isEqualTo(100);
            assertThat(account.total("submitted")).isEqualTo(200);
            assertThat(account.reported("drained"))
                    .as("tasks that were left to the hook")
                    .isZero();
        }
    }

    @Test
    void tasksThatHoldAllCarriersDoNotKeepTheJvmFromEnding() throws Exception {
        try (Jvm jvm = Jvm.start(TWO_CARRIERS, PinnedMain.class)) {
            jvm.awaitLine("pinned");
            jvm.signal("TERM");
            Account account = requireEndsWell(jvm, 143);
            assertThat(account.reported("stragglers")).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void theClosingThreadDoesNotWaitBehindATaskThatGetsNoCarrier() throws Exception {
        try (Jvm jvm = Jvm.start(TWO_CARRIERS, LockedOutMain.class)) {
            jvm.awaitLine("locked out");
            jvm.signal("TERM");
            Jvm.End end = jvm.awaitEnd(SOON);
            assertThat(end.status()).isEqualTo(143);
            assertThat(end.out()).containsExactly("locked out", "closed");
            assertThat(end.took()).isLessThan(BOUND);
        }
    }

    private static Account requireEndsWell(Jvm jvm, int status) throws InterruptedException {
        Jvm.End end = jvm.awaitEnd(SOON);
        assertThat(end.status()).as(jvm.toString()).isEqualTo(status);
        assertThat(end.took()).as(jvm.toString()).isLessThan(SOON);
        assertThat(String.join("\n", end.err())).doesNotContain("Exception in thread", "ends early");
        Account account = Account.in(end.out());
        account.requireAddsUp();
        assertThat(account.owners()).isEqualTo(4);
        if (status > 128) {
            assertThat(end.took()).as(jvm.toString()).isLessThan(BOUND);
        }
        return account;
    }
}
