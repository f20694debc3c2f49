package io.github.stint.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import org.junit.jupiter.api.Test;

class GateTest {

    @Test
    void bodiesWaitUntilItIsOpened() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 2);
                Gate gate = new Gate()) {
            Task<Void> first = pool.submit(gate::pass);
            gate.awaitArrived(1);
            assertThat(first.state()).isEqualTo(TaskState.RUNNING);
            gate.open();
            first.await();
        }
    }

    @Test
    void closingOpensItForThoseThatComeLaterToo() throws Exception {
        Gate gate = new Gate();
        gate.close();
        gate.pass();
        gate.passStubbornly();
        assertThat(gate.arrived()).isEqualTo(2);
    }

    @Test
    void itCountsWhoComesAndHowManyWereThereAtOnce() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 3);
                Gate gate = new Gate()) {
            pool.apply("probes", 3, () -> {
                gate.pass();
                return 1;
            });
            gate.awaitArrived(3);
            assertThat(gate.mostWaiting()).isEqualTo(3);
            gate.open();
            pool.submit(gate::pass).await();
            assertThat(gate.arrived()).isEqualTo(4);
            assertThat(gate.mostWaiting()).isEqualTo(3);
        }
    }

    @Test
    void anInterruptEndsAWaitAndIsCounted() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 1);
                Gate gate = new Gate()) {
            Task<Void> task = pool.submit(gate::pass);
            gate.awaitArrived(1);
            task.cancel();
            task.join();
            assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(gate.interrupts()).isEqualTo(1);
        }
    }

    @Test
    void aStubbornWaitGoesOnAfterAnInterrupt() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 1);
                Gate gate = new Gate()) {
            Task<Void> task = pool.submit(gate::passStubbornly);
            gate.awaitArrived(1);
            task.cancel();
            Eventually.eventually("it felt the interrupt", () -> gate.interrupts() == 1);
            Standstill.await(pool);
            assertThat(task.isDone()).isFalse();
            gate.open();
            task.join();
            assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        }
    }
}
