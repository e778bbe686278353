package dev.outrigger.pool;

import dev.outrigger.pool.wording.Amounts;
import dev.outrigger.pool.wording.Silence;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A task failed, by itself or because its worker was lost. Its stack is that of the waiting caller;
 * where the task threw, {@link #getCause()} is what it threw, with the stack of the worker.
 */
public final class TaskFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String task;
  private final FailureCause failure;
  private final Delivery delivery;
  private final Evidence evidence;

  /** For the pool itself. */
  public TaskFailedException(
      String task, FailureCause failure, Delivery delivery, Evidence evidence) {
    super(message(task, failure, delivery, evidence), thrownBy(failure));
    this.task = task;
    this.failure = failure;
    this.delivery = delivery;
    this.evidence = evidence;
  }

  /** Id and name, such as "task 17 (Fibonacci.fib)". */
  public String task() {
    return task;
  }

  /** Why it failed. */
  public FailureCause failure() {
    return failure;
  }

  /** How far it had come. */
  public Delivery delivery() {
    return delivery;
  }

  /** What else is known. */
  public Evidence evidence() {
    return evidence;
  }

  private static @Nullable Throwable thrownBy(FailureCause failure) {
    return failure instanceof FailureCause.TaskThrew threw ? threw.thrown() : null;
  }

  private static String message(
      String task, FailureCause failure, Delivery delivery, Evidence evidence) {
    StringJoiner where = new StringJoiner(", ", " (", ")");
    where.add(failure.label());
    where.add(delivery.name());
    evidence.worker().ifPresent(where::add);
    evidence.pid().ifPresent(pid -> where.add("pid " + pid));
    where.add("after " + Amounts.time(evidence.elapsed()));
    if (!evidence.earlier().isEmpty()) {
      where.add("tried " + (1 + evidence.earlier().size()) + " times");
    }
    return task + " failed: " + failure.description() + where + wayOut(failure, delivery, evidence);
  }

  private static String wayOut(FailureCause failure, Delivery delivery, Evidence evidence) {
    return switch (failure) {
      case FailureCause.TaskThrew _, FailureCause.TransferFailed _ -> "";
      case FailureCause.HeapOutOfMemory _ -> ". Give workers more with heapPerWorker(…)";
      case FailureCause.MetaspaceOutOfMemory _ ->
          ". Let it make fewer classes, or raise the limit among the JVM arguments"
              + " (-XX:MaxMetaspaceSize)";
      case FailureCause.OsKill(int signal) when signal == 9 ->
          ". If nobody killed it by hand, the kernel may have run out of memory";
      case FailureCause.DeadlineExceeded _
          when evidence.stack().filter(Silence.STACK::equals).isPresent() ->
          ". Note: " + Silence.STACK;
      case FailureCause.DeadlineExceeded _ when delivery == Delivery.NOT_STARTED ->
          ". It waited in the queue all the time: the pool is too small or too busy";
      case FailureCause.DeadlineExceeded _ -> ". Give it more time or less to do";
      case FailureCause.StartupFailed(String reason) when reason.contains("initializer") ->
          ". Mend the initializer, or give it more time with startupTimeout(…)";
      case FailureCause.StartupFailed _ -> ". Check the JVM arguments and the class path";
      case FailureCause.MemoryLimit _ -> ". Let it hold less, or raise recycle.memory-limit";
      case FailureCause.Quarantined _ -> ". Mend what kills the workers; one is tried again then";
      case FailureCause.OsKill _,
          FailureCause.Hung _,
          FailureCause.NativeCrash _,
          FailureCause.Exit _,
          FailureCause.ProtocolBroken _ ->
          delivery == Delivery.NOT_STARTED
              ? ". Nothing of it ran: it can safely be submitted again"
              : ". The other tasks go on; submit it again only if it may run twice";
    };
  }
}
