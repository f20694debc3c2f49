package io.github.stint.control.internal.look;

import java.lang.management.ManagementFactory;
import jdk.management.VirtualThreadSchedulerMXBean;

/**
 * How the carriers of virtual threads stand.
 *
 * @param parallelism how many virtual threads may run at once
 * @param mounted how many have a carrier
 * @param queued how many wait for one
 */
public record Carriers(int parallelism, int mounted, long queued) {

    /** How they stand at this moment. */
    public static Carriers now() {
        VirtualThreadSchedulerMXBean bean = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        return new Carriers(
                bean.getParallelism(), bean.getMountedVirtualThreadCount(), bean.getQueuedVirtualThreadCount());
    }

    /** Whether none is free and virtual threads wait. */
    public boolean areTaken() {
        return mounted >= parallelism && queued > 0;
    }
}
