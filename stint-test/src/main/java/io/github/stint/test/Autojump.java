package io.github.stint.test;

import java.util.concurrent.locks.LockSupport;

/**
 * Moves a clock whenever everything is blocked. On a platform thread, since virtual ones may be out of carriers; it ends
 * when nobody was parked at the clock for a moment.
 */
final class Autojump {

    private static final long PAUSE_NANOS = 500_000L;
    private static final int IDLE_LOOKS = 100;

    private final VirtualTicker clock;

    Autojump(VirtualTicker clock) {
        this.clock = clock;
    }

    void start() {
        Thread thread = Thread.ofPlatform()
                .name("stint-autojump")
                .daemon()
                .inheritInheritableThreadLocals(false)
                .unstarted(this::run);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private void run() {
        int idle = 0;
        while (true) {
            if (clock.parked() == 0) {
                idle++;
                if (idle > IDLE_LOOKS && clock.endJumping()) {
                    return;
                }
            } else {
                idle = 0;
                jumpIfBlocked();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void jumpIfBlocked() {
        long now = clock.nanoTime();
        if (clock.waitsForLater() && Standstill.isSeen() && clock.waitsForLater()) {
            clock.jump(now);
        }
    }
}
