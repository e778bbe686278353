package dev.outrigger.pool;

import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/** Makes work for a worker of what the JDK's executors take, or says why that can't be. */
final class PlainWork {
  private PlainWork() {}

  static <T> RemoteWork<T> of(Callable<T> callable) {
    if (callable instanceof RemoteCallable<T> remote) {
      return RemoteWork.of(remote);
    }
    demandSerializable(callable, "Callable<…>");
    return RemoteWork.of(new Called<>(callable));
  }

  static RemoteWork<Boolean> of(Runnable runnable) {
    demandSerializable(runnable, "Runnable");
    return RemoteWork.of(new Run(runnable));
  }

  /** Such as "Reports" for a lambda in that class: the wrapper's own name would say nothing. */
  static String name(Object task) {
    String type = task.getClass().getName();
    int lambda = type.indexOf("$$Lambda");
    String owner = lambda < 0 ? type : type.substring(0, lambda);
    return owner.substring(1 + owner.lastIndexOf('.'));
  }

  private static void demandSerializable(Object task, String type) {
    Objects.requireNonNull(task, "task");
    if (task instanceof CompletableFuture.AsynchronousCompletionTask) {
      throw new RejectedExecutionException(
          "CompletableFuture wraps what it is given in an object that can't be sent: use submit(…) of the pool, whose PoolTask is a CompletionStage");
    }
    if (task instanceof FutureTask<?>) {
      throw new RejectedExecutionException(
          "%s wraps what it is given in an object that can't be sent: use mapUnordered(…) of the pool, or PoolTask.whenDone"
              .formatted(wrapper(task)));
    }
    if (!(task instanceof Serializable)) {
      throw new RejectedExecutionException(
          "%s is not Serializable, so it can't be sent to a worker: cast the lambda to (%s & Serializable), or declare it as a RemoteCallable"
              .formatted(task.getClass().getName(), type));
    }
  }

  /** Such as ExecutorCompletionService, which makes an inner class of its own of that. */
  private static String wrapper(Object task) {
    Class<?> outer = task.getClass().getEnclosingClass();
    return (outer == null ? task.getClass() : outer).getSimpleName();
  }

  private record Called<T>(Callable<T> callable) implements RemoteCallable<T> {
    @Override
    public T call() throws Exception {
      return callable.call();
    }
  }

  private record Run(Runnable runnable) implements RemoteCallable<Boolean> {
    @Override
    public Boolean call() {
      runnable.run();
      return true;
    }
  }
}
