package io.github.stint.internal.engine;

/** A thread that waits for the end of one task. */
final class EndWaiter extends Observer {

    final Signal signal = new Signal();

    @Override
    protected void published(TaskCell<?> task) {
        task.willBeAsked();
        signal.fire();
    }

    /** It only wakes its thread, which finds the end whenever it looks. */
    @Override
    protected boolean mayHearLate() {
        return true;
    }
}
