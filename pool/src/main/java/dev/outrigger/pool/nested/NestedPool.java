package dev.outrigger.pool.nested;

import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.RemoteExecutor;
import dev.outrigger.pool.RemoteWork;
import dev.outrigger.pool.TaskOptions;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.codec.TooLargeException;
import dev.outrigger.pool.codec.UnsendableException;
import dev.outrigger.pool.context.Carriers;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.worker.Talk;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pool that a task runs in, as the task sees it. */
public final class NestedPool implements RemoteExecutor {
  private final Talk talk;
  private final Children children;

  private NestedPool(Talk talk) {
    this.talk = talk;
    this.children = Children.of(talk);
  }

  /** That of a task. */
  public static RemoteExecutor of(Talk talk) {
    return new NestedPool(talk);
  }

  @Override
  public <T extends @Nullable Object> PoolTask<T> submit(TaskOptions options, RemoteWork<T> work) {
    Map<String, String> context = Carriers.whenNeeded().capture(Carriers.given(talk.context()));
    TaskMessage.Encoded message;
    try {
      message =
          TaskMessage.encodeWhole(options.name(), context, work, talk.rules().within(Frame.SLACK));
    } catch (UnsendableException | TooLargeException e) {
      throw new IllegalArgumentException("the nested task can't be sent: " + e.getMessage(), e);
    }
    return new PoolTask<>(
        children.submit(
            new Order(
                message.name(),
                options.deadline(),
                options.runLimit(),
                options.grace(),
                message.body())));
  }
}
