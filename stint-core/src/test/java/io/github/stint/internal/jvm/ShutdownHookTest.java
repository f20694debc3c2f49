package io.github.stint.internal.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.stint.test.Eventually;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be seen of a hook from inside; the rest is in {@code process.ShutdownHookProcessTest}. */
class ShutdownHookTest {

    @Test
    void oneThatWasRemovedHoldsNothingEvenIfItIsHeldItself() {
        List<WeakReference<?>> held = new ArrayList<>();
        ShutdownHook hook = install(held);
        try {
            hook.remove();
            held.forEach(Eventually::collected);
        } finally {
            Reference.reachabilityFence(hook);
        }
    }

    private static ShutdownHook install(List<WeakReference<?>> held) {
        List<String> owner = new ArrayList<>();
        held.add(new WeakReference<>(owner));
        return ShutdownHook.install("shop", owner::clear);
    }

    @Test
    void oneThatIsInstalledDoesNotHoldTheLoaderOfWhoeverInstalledIt() throws Exception {
        List<ShutdownHook> hooks = new ArrayList<>();
        WeakReference<ClassLoader> loader = installWithLoader(hooks);
        Eventually.collected(loader);
        hooks.forEach(ShutdownHook::remove);
    }

    private static WeakReference<ClassLoader> installWithLoader(List<ShutdownHook> hooks) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
            Thread installer = Thread.ofPlatform().unstarted(() -> hooks.add(ShutdownHook.install("shop", () -> {})));
            installer.setContextClassLoader(loader);
            installer.start();
            installer.join();
            return new WeakReference<>(loader);
        }
    }

    @Test
    void removingAgainDoesNothing() {
        ShutdownHook hook = ShutdownHook.install("shop", () -> {});
        hook.remove();
        hook.remove();
        ShutdownHook another = ShutdownHook.install("shop", () -> {});
        hook.remove();
        another.remove();
        assertThat(another).isNotSameAs(hook);
    }

    @Test
    void nothingIsInstalledWithoutSomethingToRun() {
        assertThatNullPointerException()
                .isThrownBy(() -> ShutdownHook.install("shop", null))
                .withMessage("close");
    }
}
