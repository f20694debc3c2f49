package io.github.stint.internal.engine;

/** A thread that waits for the end of one task. */
final class EndWaiter extends Observer {

    final Signal signal = new Signal();

    @Override
    protected void published(TaskCell<?> task) {
        task.willBeAsked();
        signal.fire();
    }
}
