package io.github.stint.control;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome;
import io.github.stint.OwnerState;
import io.github.stint.Supervised;
import io.github.stint.Task;
import io.github.stint.TaskInfo;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import io.github.stint.control.testing.LogLines;
import io.github.stint.control.testing.RawClient;
import io.github.stint.control.testing.Shop;
import io.github.stint.control.view.Cancelled;
import io.github.stint.control.view.Closed;
import io.github.stint.control.view.Drained;
import io.github.stint.control.view.ErrorCode;
import io.github.stint.control.view.Lint;
import io.github.stint.control.view.OwnerKind;
import io.github.stint.control.view.OwnerTree;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.Role;
import io.github.stint.control.view.ServiceView;
import io.github.stint.control.view.SortBy;
import io.github.stint.control.view.Submitted;
import io.github.stint.control.view.TaskDetails;
import io.github.stint.control.view.TaskList;
import io.github.stint.spi.TaskListener;
import io.github.stint.test.Gate;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client sees of an application, and what it can do with it. */
class ControlServerTest {

    private final Shop shop = new Shop();

    @TempDir
    private Path folder;

    private Path socket;
    private ControlServer server;
    private ControlClient client;

    @BeforeEach
    void connect() throws Exception {
        socket = folder.resolve("run/shop.sock");
        serve(ControlServer.builder("shop").allowChanges());
    }

    private void serve(ControlServer.Builder builder) throws Exception {
        server = builder.owners(shop.manager).socket(socket).start();
        client = ControlClient.connect(socket);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        shop.close();
    }

    private void serveAnew(ControlServer.Builder builder) throws Exception {
        client.close();
        server.close();
        serve(builder);
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    // ---- looking

    @Test
    void ownersAreShownWithWhatTheyHaveAdopted() throws Exception {
        shop.withProbes();
        List<OwnerView> owners = client.owners();
        assertThat(owners).extracting(OwnerView::name).containsExactly("shop", "crawler", "mailers", "background");
        assertThat(owners)
                .extracting(OwnerView::kind)
                .containsExactly(OwnerKind.MANAGER, OwnerKind.POOL, OwnerKind.WORKERS, OwnerKind.SERVICE);
        assertThat(owners).extracting(OwnerView::parent).containsExactly(null, "shop", "shop", "shop");
        assertThat(owners.get(1).stats()).isEqualTo(shop.crawler.stats());
        assertThat(owners.get(3).isLimited()).isFalse();
        assertThat(client.owner("crawler")).isEqualTo(owners.get(1));
    }

    @Test
    void anOwnerThatWasNotGivenIsNotShown() throws Exception {
        try (var other = TaskPool.open("other", 1)) {
            assertThat(client.owners()).extracting(OwnerView::name).doesNotContain("other");
            assertRefused(ErrorCode.UNKNOWN_OWNER, () -> client.owner("other"));
            assertRefused(ErrorCode.UNKNOWN_OWNER, () -> client.cancel("other", 1));
            assertThat(other.name()).isEqualTo("other");
        }
    }

    @Test
    void withoutGivenOwnersAllAreShown() throws Exception {
        try (ControlServer all = ControlServer.listen(folder.resolve("run/all.sock"));
                ControlClient looking = ControlClient.connect(all.socket().orElseThrow());
                var other = TaskPool.open("other", 1)) {
            assertThat(looking.owners()).extracting(OwnerView::name).contains("shop", "crawler", other.name());
        }
    }

    @Test
    void tasksAreFoundSortedAndCounted() throws Exception {
        shop.withProbes();
        TaskList all = client.tasks(TaskQuery.all());
        assertThat(all.matching()).isEqualTo(3);
        assertThat(all.tasks()).extracting(TaskInfo::id).containsExactly(1L, 2L, 3L);
        assertThat(all.tasks())
                .extracting(TaskInfo::state)
                .containsExactly(TaskState.RUNNING, TaskState.RUNNING, TaskState.QUEUED);
        assertThat(all.tasks().getFirst().name()).isEqualTo("crawler/probes/fetch#1");
        assertThat(all.tasks().getFirst().group()).isEqualTo("probes");
        assertThat(client.tasks(TaskQuery.where("state=queued name~fetch")).tasks())
                .extracting(TaskInfo::id)
                .containsExactly(3L);
        TaskList oldest =
                client.tasks(TaskQuery.all().of("crawler").sortedBy(SortBy.AGE).atMost(1));
        assertThat(oldest.matching()).isEqualTo(3);
        assertThat(oldest.tasks()).extracting(TaskInfo::id).containsExactly(1L);
        assertThat(client.count(TaskQuery.where("group=probes"))).isEqualTo(3);
        assertThat(client.tasks(TaskQuery.all().of("mailers")).matching()).isZero();
    }

    @Test
    void aTaskIsShownWithItsStack() throws Exception {
        shop.withProbes();
        TaskDetails details = client.show("crawler", 1);
        assertThat(details.task().name()).isEqualTo("crawler/probes/fetch#1");
        assertThat(details.stack()).anyMatch(it -> it.contains("Gate.pass"));
        assertThat(client.show("crawler", 3).stack()).isEmpty();
        assertRefused(ErrorCode.UNKNOWN_TASK, () -> client.show("crawler", 4));
        shop.gate.open();
        assertThat(shop.crawler.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertRefused(ErrorCode.TASK_ENDED, () -> client.show("crawler", 1));
    }

    @Test
    void whyAndByWhomATaskWasCancelledIsShown() throws Exception {
        shop.withProbes();
        shop.manager.spawn(() -> shop.gate.passStubbornly());
        shop.gate.awaitArrived(3);
        assertThat(client.because("wrong bucket").cancel("shop", 1)).isTrue();
        assertThat(client.cancel("shop", 1)).isFalse();
        TaskDetails details = client.show("shop", 1);
        assertThat(details.task().state()).isEqualTo(TaskState.CANCELLING);
        assertThat(details.task().cancelReason().source()).isEqualTo(Source.REQUEST);
        assertThat(details.task().cancelReason().why())
                .isEqualTo("wrong bucket (" + System.getProperty("user.name") + ", from outside)");
        assertThat(ControlServer.isFromOutside(details.task().cancelReason())).isTrue();
        assertThat(ControlServer.isFromOutside(new CancelReason(Source.REQUEST, "wrong bucket", null, null)))
                .isFalse();
        shop.gate.open();
    }

    @Test
    void theTreeHasOwnersGroupsAndTasks() throws Exception {
        shop.withProbes();
        List<OwnerTree> roots = client.tree(2);
        assertThat(roots).hasSize(1);
        assertThat(roots.getFirst().owner().name()).isEqualTo("shop");
        OwnerTree crawler = roots.getFirst().owners().getFirst();
        assertThat(crawler.owner().name()).isEqualTo("crawler");
        assertThat(crawler.groups()).hasSize(1);
        assertThat(crawler.groups().getFirst().group()).isEqualTo("probes");
        assertThat(crawler.groups().getFirst().live()).isEqualTo(3);
        assertThat(crawler.groups().getFirst().tasks()).hasSize(2);
    }

    @Test
    void endedTasksAndTimesAreKeptIfTheServerIsToldSo() throws Exception {
        assertRefused(ErrorCode.NOT_KEPT, () -> client.ended(TaskQuery.all(), 0));
        assertRefused(ErrorCode.NOT_KEPT, () -> client.times());
        assertRefused(ErrorCode.NOT_KEPT, () -> client.warnings());
        serveAnew(ControlServer.builder("shop").allowChanges().keepEnded(2));
        shop.withProbes();
        client.because("enough").cancel(TaskQuery.where("state=queued"));
        client.because("enough").cancel("crawler", 1);
        eventually(
                "the first to end are heard of",
                () -> client.ended(TaskQuery.all(), 0).tasks().size() == 2);
        shop.manager.spawn(() -> {
            throw new IOException("no route");
        });
        eventually(
                "all ends are heard of", () -> client.ended(TaskQuery.all(), 0).dropped() == 1);
        assertThat(client.ended(TaskQuery.where("state=failed"), 0).tasks())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.failure()).isEqualTo("java.io.IOException: no route");
                    assertThat(it.task().name()).isEqualTo("shop#1");
                    assertThat(client.show("shop", 1).ended()).isEqualTo(it);
                });
        assertThat(client.ended(TaskQuery.all(), 3).tasks()).isEmpty();
        assertThat(client.times())
                .extracting(it -> it.owner() + "/" + it.group())
                .contains("crawler/probes", "shop/null");
        assertThat(client.warnings()).isEmpty();
    }

    @Test
    void aTaskThatHasEndedAndIsStillOnTheBooksShowsHowItEnded() throws Exception {
        serveAnew(ControlServer.builder("shop").keepEnded(10));
        Gate beforeItLeaves = new Gate();
        // told after that of the server
        shop.manager.addListener(new TaskListener() {
            @Override
            public void ended(Task<?> task, Outcome<?> outcome) {
                beforeItLeaves.passStubbornly();
            }
        });
        shop.manager.spawn(() -> {
            throw new IOException("no route");
        });
        beforeItLeaves.awaitArrived(1);
        TaskDetails details;
        try (beforeItLeaves) {
            details = client.show("shop", 1);
        }
        assertThat(details.task().state()).isEqualTo(TaskState.FAILED);
        assertThat(details.ended()).isNotNull();
        assertThat(details.ended().failure()).isEqualTo("java.io.IOException: no route");
    }

    @Test
    void aFailureNobodyAskedAboutLooksWrongAndIsLoggedThoughItsTaskIsKept() throws Exception {
        serveAnew(ControlServer.builder("shop").keepEnded(10));
        try (LogLines log = LogLines.of("io.github.stint.TaskManager")) {
            shop.manager.spawn(() -> {
                throw new IOException("no route");
            });
            eventually("it is told", () -> !client.warnings().isEmpty());
            assertThat(client.warnings()).singleElement().satisfies(it -> {
                assertThat(it.lint()).isEqualTo(Lint.UNOBSERVED_FAILURE);
                assertThat(it.subject()).isEqualTo("shop");
                assertThat(it.text()).isEqualTo("1 failure of shop#1: java.io.IOException: no route");
            });
            assertThat(client.ended(TaskQuery.all(), 0).tasks()).hasSize(1);
            assertThat(log.all()).containsExactly("SEVERE task 'shop#1' failed and nobody asked");
        }
    }

    // ---- steering

    @Test
    void aQueryCancelsWhatItMeans() throws Exception {
        shop.withProbes();
        assertThat(client.cancel(TaskQuery.where("state=queued"))).isEqualTo(new Cancelled(1, 1));
        assertThat(client.cancelGroup("crawler", "probes")).isEqualTo(new Cancelled(2, 2));
        assertThat(shop.crawler.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(shop.crawler.stats().cancelled()).isEqualTo(3);
        assertRefused(ErrorCode.UNKNOWN_TASK, () -> client.cancel("crawler", 9));
        assertThat(client.cancel("crawler", 1)).isFalse();
    }

    @Test
    void onlyCountingCancelsNothing() throws Exception {
        shop.withProbes();
        try (RawClient raw = RawClient.at(socket)) {
            raw.hear();
            String counted = "{\"id\":1,\"ok\":{\"matching\":3,\"requested\":0}}";
            assertThat(raw.ask("{\"id\":1,\"verb\":\"cancel\",\"where\":\"\",\"dry\":true}"))
                    .isEqualTo(counted);
            assertThat(raw.ask(
                            "{\"id\":1,\"verb\":\"cancel\",\"owner\":\"crawler\",\"group\":\"probes\",\"dry\":true}"))
                    .isEqualTo(counted);
        }
        assertThat(shop.crawler.stats().running()).isEqualTo(2);
        assertThat(shop.crawler.stats().stopping()).isZero();
        assertThat(shop.crawler.stats().queued()).isEqualTo(1);
    }

    @Test
    void aPoolIsResizedPausedAndResumed() throws Exception {
        shop.withProbes();
        client.pause("crawler");
        assertThat(client.owner("crawler").paused()).isTrue();
        assertThat(shop.crawler.size()).isZero();
        assertRefused(ErrorCode.CONFLICT, () -> client.pause("crawler"));
        client.resume("crawler");
        assertThat(shop.crawler.size()).isEqualTo(2);
        assertRefused(ErrorCode.CONFLICT, () -> client.resume("crawler"));
        client.resize("crawler", 3);
        shop.gate.awaitArrived(3);
        client.pause("crawler");
        client.resize("crawler", 5);
        assertThat(client.owner("crawler").paused()).isFalse();
        assertRefused(ErrorCode.CONFLICT, () -> client.resume("crawler"));
        assertRefused(ErrorCode.UNSUPPORTED, () -> client.resize("mailers", 3));
        assertRefused(ErrorCode.BAD_ARGUMENT, () -> client.resize("crawler", -1));
        assertThat(shop.crawler.size()).isEqualTo(5);
    }

    @Test
    void anOwnerIsLockedDrainedAndUnlocked() throws Exception {
        shop.withProbes();
        client.lock("crawler");
        assertThat(shop.crawler.isLocked()).isTrue();
        client.unlock("crawler");
        assertThat(shop.crawler.isLocked()).isFalse();
        Drained notYet = client.drain("crawler", Duration.ofMillis(10));
        assertThat(notYet.idle()).isFalse();
        assertThat(notYet.stats().state()).isEqualTo(OwnerState.LOCKED);
        assertThat(notYet.stats().live()).isEqualTo(3);
        shop.gate.open();
        assertThat(client.drain("crawler", Duration.ofSeconds(20)).idle()).isTrue();
        assertThat(client.flush("crawler").tasks()).extracting(TaskInfo::id).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(client.flush("crawler").matching()).isZero();
    }

    @Test
    void whatWaitsLetsOtherRequestsOfItsConnectionThrough() throws Exception {
        shop.withProbes();
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                client.drain("crawler", Duration.ofSeconds(30));
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        eventually("it is locked", shop.crawler::isLocked);
        assertThat(client.owner("crawler").stats().live()).isEqualTo(3);
        assertThat(waiting.isAlive()).isTrue();
        shop.gate.open();
        waiting.join();
    }

    @Test
    void whatWaitsIsGivenUpWhenItsClientIsGone() throws Exception {
        shop.withProbes();
        try (RawClient raw = RawClient.at(socket)) {
            raw.hear();
            raw.say("{\"verb\":\"drain\",\"owner\":\"crawler\",\"within\":3600000}");
            eventually("it is locked", shop.crawler::isLocked);
            eventually("somebody waits", () -> waiting() == 1);
        }
        eventually("nobody waits", () -> waiting() == 0);
        assertThat(client.owner("crawler").stats().live()).isEqualTo(3);
    }

    private static long waiting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(it -> it.getName().equals("stint-control-wait"))
                .count();
    }

    @Test
    void anOwnerIsClosedAndReports() throws Exception {
        shop.withProbes();
        Closed closed = client.because("deploy").closeOwner("crawler", Duration.ZERO, Duration.ofSeconds(20));
        assertThat(closed.cancelled()).isEqualTo(3);
        assertThat(closed.stragglers()).isEmpty();
        assertThat(shop.crawler.stats().state()).isEqualTo(OwnerState.CLOSED);
        assertRefused(ErrorCode.UNKNOWN_OWNER, () -> client.owner("crawler"));
    }

    @Test
    void workersAreStartedAndTheYoungestStopped() throws Exception {
        assertThat(client.startWorkers("mailers", 3)).containsExactly(1L, 2L, 3L);
        assertThat(client.stopWorkers("mailers", 2)).containsExactly(3L, 2L);
        client.scaleWorkers("mailers", 4);
        assertThat(shop.mailers.size()).isEqualTo(4);
        assertRefused(ErrorCode.UNSUPPORTED, () -> client.startWorkers("crawler", 1));
        assertRefused(ErrorCode.BAD_ARGUMENT, () -> client.startWorkers("mailers", 0));
    }

    @Test
    void somethingSupervisedIsShownAndRestarted() throws Exception {
        shop.withPoller();
        ServiceView before = client.services().getFirst();
        assertThat(before.name()).isEqualTo("poller");
        assertThat(before.state()).isEqualTo(Supervised.State.READY);
        assertThat(client.show("background", before.id()).service().name()).isEqualTo("poller");
        client.restart("background", "poller");
        eventually("it runs again", () -> client.services().getFirst().runs() == 2);
        ServiceView after = client.services().getFirst();
        assertThat(after.restarts()).isEqualTo(1);
        assertThat(after.lastFailure()).startsWith("java.lang.InterruptedException");
        assertRefused(ErrorCode.UNKNOWN_SERVICE, () -> client.restart("background", "cleaner"));
        assertRefused(ErrorCode.UNSUPPORTED, () -> client.restart("crawler", "poller"));
    }

    // ---- handlers

    private record Fetch(String url, int depth) {}

    @Test
    void aHandlerIsCalledWithARecord() throws Exception {
        List<Fetch> called = new CopyOnWriteArrayList<>();
        List<List<?>> listed = new CopyOnWriteArrayList<>();
        serveAnew(ControlServer.builder("shop")
                .allowChanges()
                .handler("fetch", shop.crawler, MethodHandles.lookup(), Fetch.class, it -> called.add(it))
                .handler("echo", shop.manager, it -> listed.add(it)));
        assertThat(client.handlers().get("fetch")).containsExactly("url", "depth");
        Submitted one = client.submit("fetch", "{\"url\":\"a\",\"depth\":1}");
        assertThat(one).isEqualTo(new Submitted("crawler", 1L, "crawler/fetch#1"));
        client.submit("fetch", "[\"b\", 2]");
        client.submit("echo", "[\"x\", null, 1.5]");
        Submitted batch = client.map("fetch", List.of("[\"c\",3]", "{\"url\":\"d\",\"depth\":4}"), 2);
        assertThat(batch.id()).isNull();
        eventually("all are called", () -> called.size() == 4 && listed.size() == 1);
        assertThat(called)
                .containsExactlyInAnyOrder(new Fetch("a", 1), new Fetch("b", 2), new Fetch("c", 3), new Fetch("d", 4));
        assertThat(listed.getFirst().get(2)).isEqualTo(1.5);
        assertRefused(ErrorCode.BAD_ARGUMENT, () -> client.submit("fetch", "{\"url\":\"a\"}"));
        assertRefused(ErrorCode.BAD_ARGUMENT, () -> client.map("fetch", List.of("[\"e\",5]", "[5]"), 1));
        assertRefused(ErrorCode.UNKNOWN_HANDLER, () -> client.submit("store", "[]"));
        assertRefused(ErrorCode.UNSUPPORTED, () -> client.map("echo", List.of("1"), 1));
        shop.crawler.lock();
        assertRefused(ErrorCode.REJECTED, () -> client.submit("fetch", "[\"f\", 6]"));
        assertThat(shop.crawler.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(called).hasSize(4);
    }

    // ---- roles

    @Test
    void withoutBeingAllowedToNobodyChangesAnything() throws Exception {
        serveAnew(ControlServer.builder("shop"));
        shop.withProbes();
        assertThat(client.server().role()).isEqualTo(Role.VIEW);
        assertThat(client.owners()).isNotEmpty();
        assertRefused(ErrorCode.FORBIDDEN, () -> client.cancel("crawler", 1));
        assertRefused(ErrorCode.FORBIDDEN, () -> client.closeOwner("crawler", Duration.ZERO, Duration.ZERO));
        assertRefused(ErrorCode.FORBIDDEN, () -> client.drain("crawler", Duration.ZERO));
        assertThat(shop.crawler.stats().stopping()).isZero();
    }

    @Test
    void whoMayOperateMayNotBringWorkIn() throws Exception {
        serveAnew(ControlServer.builder("shop").allow(Role.OPERATE).handler("echo", shop.manager, it -> it));
        client.resize("crawler", 4);
        assertThat(shop.crawler.size()).isEqualTo(4);
        assertRefused(ErrorCode.FORBIDDEN, () -> client.submit("echo", "[]"));
    }

    // ---- the connection

    @Test
    void aServerThatIsClosedIsHeardOf() throws Exception {
        assertThat(client.server().pid()).isEqualTo(ProcessHandle.current().pid());
        server.close();
        eventually("the client hears it", () -> !client.isOpen());
        assertThatThrownBy(() -> client.owners())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the server is being closed");
        assertThat(socket).doesNotExist();
        assertThatThrownBy(() -> ControlClient.connect(socket)).hasMessageContaining("nobody listens at " + socket);
    }
}
