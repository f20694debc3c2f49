package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.scenarios.Scenario;
import io.github.stint.spi.ContextPropagator;
import io.github.stint.testing.FoundContext;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is carried from the thread that hands a task over to its body, and what is not. */
class ContextPropagatorTest {

    private static final ScopedValue<String> TENANT = ScopedValue.newInstance();
    private static final ScopedValue<String> TRACE = ScopedValue.newInstance();
    private static final ThreadLocal<String> USER = new ThreadLocal<>();
    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

    @Test
    void scopedValuesThatAreNamedAndBoundAreBoundInTheBody() throws Exception {
        try (TaskPool pool = carrying(ContextPropagator.scopedValues(TENANT, TRACE))) {
            Task<List<String>> task = ScopedValue.where(TENANT, "acme")
                    .call(() -> pool.submit(() -> List.of(TENANT.orElse("none"), TRACE.orElse("none"))));
            assertThat(task.await()).containsExactly("acme", "none");
            assertThat(pool.submit(() -> TENANT.isBound()).await()).isFalse();
        }
    }

    @Test
    void aScopedValueThatIsNotNamedIsNotCarried() throws Exception {
        try (TaskPool pool = TaskPool.open("plain", 1)) {
            assertThat(ScopedValue.where(TENANT, "acme")
                            .call(() -> pool.submit(() -> TENANT.isBound()))
                            .await())
                    .isFalse();
        }
    }

    @Test
    void allElementsOfABatchHaveTheContextOfItsCall() throws Exception {
        try (TaskPool pool = carrying(ContextPropagator.scopedValues(TENANT))) {
            TaskBatch<String> batch = ScopedValue.where(TENANT, "acme")
                    .call(() -> pool.map(List.of(1, 2, 3), 2, it -> TENANT.orElse("none") + it));
            assertThat(batch.results()).containsExactly("acme1", "acme2", "acme3");
        }
    }

    @Test
    void aStreamCarriesTheContextOfWhoAsksForItsResults() throws Exception {
        Concurrent<Integer, String> pages = Concurrent.map(List.of(1, 2), it -> TENANT.orElse("none") + it)
                .limit(1)
                .context(ContextPropagator.scopedValues(TENANT));
        List<String> results = new CopyOnWriteArrayList<>();
        ScopedValue.where(TENANT, "acme").call(() -> {
            pages.forEach(results::add);
            return null;
        });
        assertThat(results).containsExactly("acme1", "acme2");
    }

    @Test
    void workersServicesManagersAndExecutorsCarryToo() throws Exception {
        ContextPropagator tenant = ContextPropagator.scopedValues(TENANT);
        List<String> seen = new CopyOnWriteArrayList<>();
        try (TaskManager manager = TaskManager.builder("m").context(tenant).open();
                TaskService service = TaskService.builder("s").context(tenant).open();
                WorkerPool workers = WorkerPool.builder("w", () -> seen.add("worker " + TENANT.orElse("none")))
                        .context(tenant)
                        .open();
                TaskPool pool = carrying(tenant)) {
            ScopedValue.where(TENANT, "acme").call(() -> {
                manager.spawn(() -> seen.add("manager " + TENANT.orElse("none")))
                        .join();
                service.schedule(() -> seen.add("service " + TENANT.orElse("none")));
                service.runForever("x", RestartPolicy.onFailure(), () -> seen.add("forever " + TENANT.orElse("none")))
                        .task()
                        .join();
                workers.scaleTo(1);
                pool.asExecutorService().execute(() -> seen.add("execute " + TENANT.orElse("none")));
                pool.asExecutorService()
                        .submit(() -> seen.add("submit " + TENANT.orElse("none")))
                        .get();
                CompletableFuture.runAsync(() -> seen.add("async " + TENANT.orElse("none")), pool.asExecutorService())
                        .get();
                return null;
            });
            eventually("all ran", () -> seen.size() == 7);
        }
        assertThat(seen).allMatch(it -> it.endsWith(" acme"));
    }

    @Test
    void aPartOfATaskCarriesWhatTheTasksOwnerDoes() throws Exception {
        try (TaskPool pool = carrying(ContextPropagator.scopedValues(TENANT))) {
            Task<List<String>> task = ScopedValue.where(TENANT, "acme")
                    .call(() ->
                            pool.submit(() -> Tasks.gather(() -> TENANT.orElse("none"), () -> TENANT.orElse("none"))));
            assertThat(task.await()).containsExactly("acme", "acme");
        }
    }

    @Test
    @Scenario(139)
    void threadLocalsThatAreNamedHaveTheirValuesInTheBodyAndAreRemovedAfterIt() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        USER.set("ann");
        try (TaskPool pool = TaskPool.builder("carrying")
                .size(1)
                .context(ContextPropagator.threadLocals(USER))
                .open()) {
            pool.submit(TaskOptions.defaults().onDone(task -> seen.add("after: " + USER.get())), () -> {
                        seen.add("body: " + USER.get());
                        USER.set("changed");
                    })
                    .join();
            assertThat(USER.get()).isEqualTo("ann");
        } finally {
            USER.remove();
        }
        assertThat(seen).containsExactly("body: ann", "after: null");
    }

    @Test
    void inheritableThreadLocalsAreNeverCarried() throws Exception {
        INHERITED.set("leak");
        try (TaskPool pool = TaskPool.open("plain", 1)) {
            assertThat(pool.submit(() -> String.valueOf(INHERITED.get())).await())
                    .isEqualTo("null");
        } finally {
            INHERITED.remove();
        }
    }

    @Test
    void theContextClassLoaderOfWhoHandsOverIsAlwaysCarried() throws Exception {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        try (URLClassLoader own = new URLClassLoader(new URL[0], before);
                TaskPool pool = TaskPool.builder("loader").size(1).queue(1).open()) {
            current.setContextClassLoader(own);
            Task<ClassLoader> task = pool.submit(() -> Thread.currentThread().getContextClassLoader());
            current.setContextClassLoader(before);
            assertThat(task.await()).isSameAs(own);
        } finally {
            current.setContextClassLoader(before);
        }
    }

    @Test
    void whatTheServiceLoaderFindsServesEveryOwner() throws Exception {
        ScopedValue.where(FoundContext.FOUND, "found").call(() -> {
            assertThat(Tasks.gather(() -> FoundContext.FOUND.orElse("none"))).containsExactly("found");
            try (TaskPool pool = carrying(ContextPropagator.scopedValues(TENANT))) {
                assertThat(pool.submit(() -> FoundContext.FOUND.orElse("none")).await())
                        .isEqualTo("found");
            }
            return null;
        });
    }

    @Test
    void ofSeveralTheFirstIsOutermost() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        ContextPropagator both = named("outer", order).and(named("inner", order));
        try (TaskPool pool = TaskPool.builder("carrying")
                .size(1)
                .context(both)
                .context(named("last", order))
                .open()) {
            pool.submit(() -> order.add("body")).await();
        }
        assertThat(order)
                .containsExactly(
                        "capture outer",
                        "capture inner",
                        "capture last",
                        "enter outer",
                        "enter inner",
                        "enter last",
                        "body",
                        "leave last",
                        "leave inner",
                        "leave outer");
    }

    @Test
    void whatACaptureThrowsComesOutOfTheCallAndNothingWasHandedOver() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        ContextPropagator broken = () -> {
            throw new IllegalStateException("nothing to capture");
        };
        try (TaskPool pool = carrying(broken)) {
            assertThatThrownBy(() -> pool.submit(ran::incrementAndGet)).hasMessage("nothing to capture");
            assertThatThrownBy(() -> pool.map(List.of(1), 1, it -> ran.incrementAndGet()))
                    .hasMessage("nothing to capture");
            assertThat(pool.stats().submitted()).isZero();
            assertThat(pool.isFull()).isFalse();
        }
        assertThat(ran).hasValue(0);
    }

    @Test
    void whatCapturesNothingAtAllIsRefusedAtTheCallAlsoAmongSeveral() throws Exception {
        ContextPropagator nothing = () -> null;
        try (TaskPool pool = carrying(nothing.and(nothing))) {
            assertThatThrownBy(() -> pool.submit(() -> "x"))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("what a context propagator captured");
            assertThat(pool.stats().submitted()).isZero();
        }
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void nullIsNothingToCarry() {
        assertThatThrownBy(() -> ContextPropagator.scopedValues(TENANT, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("keys must not contain null");
        assertThatThrownBy(() -> ContextPropagator.threadLocals((ThreadLocal<?>[]) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("locals");
    }

    @Test
    void whatAContextThrowsAroundABodyIsTheTasksFailure() throws Exception {
        ContextPropagator broken = () -> new ContextPropagator.Captured() {
            @Override
            public <T> T call(Callable<T> body) {
                throw new IllegalStateException("cannot enter");
            }
        };
        try (TaskPool pool = carrying(broken)) {
            assertThatThrownBy(() -> pool.submit(() -> "x").await())
                    .isInstanceOf(TaskFailedException.class)
                    .hasRootCauseMessage("cannot enter");
        }
    }

    private static ContextPropagator named(String name, List<String> order) {
        return () -> {
            order.add("capture " + name);
            return new ContextPropagator.Captured() {
                @Override
                public <T> T call(Callable<T> body) throws Exception {
                    order.add("enter " + name);
                    try {
                        return body.call();
                    } finally {
                        order.add("leave " + name);
                    }
                }
            };
        };
    }

    private static TaskPool carrying(ContextPropagator context) {
        return TaskPool.builder("carrying").size(2).context(context).open();
    }
}
