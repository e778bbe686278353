package dev.outrigger.web;

import dev.outrigger.pool.Evidence;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.TaskFailedException;
import java.util.List;

/** What a client is told when the pool lost its task: never what the task itself threw. */
final class TaskFailures {
  private TaskFailures() {}

  static Problem problem(TaskFailedException failed, boolean showEvidence) {
    FailureCause cause = failed.failure();
    Problem problem =
        Problem.of(status(cause), title(cause), failed.task() + ": " + cause.description())
            .with("cause", cause.label())
            .with("delivery", failed.delivery().name())
            .with("task", failed.task());
    return showEvidence ? withEvidence(problem, failed) : problem;
  }

  private static int status(FailureCause cause) {
    return switch (cause) {
      case FailureCause.OsKill _,
          FailureCause.NativeCrash _,
          FailureCause.HeapOutOfMemory _,
          FailureCause.MetaspaceOutOfMemory _,
          FailureCause.Exit _,
          FailureCause.MemoryLimit _,
          FailureCause.Hung _,
          FailureCause.ProtocolBroken _,
          FailureCause.TransferFailed _ ->
          502;
      case FailureCause.DeadlineExceeded _ -> 504;
      case FailureCause.StartupFailed _, FailureCause.Quarantined _ -> 503;
      case FailureCause.TaskThrew _ -> 500;
    };
  }

  private static String title(FailureCause cause) {
    return switch (cause) {
      case FailureCause.OsKill _, FailureCause.NativeCrash _, FailureCause.Exit _ ->
          "Worker process died";
      case FailureCause.HeapOutOfMemory _,
          FailureCause.MetaspaceOutOfMemory _,
          FailureCause.MemoryLimit _ ->
          "Worker process ran out of memory";
      case FailureCause.ProtocolBroken _ -> "Worker process answered nonsense";
      case FailureCause.TransferFailed _ -> "Work or its result can't be sent";
      case FailureCause.DeadlineExceeded _ -> "Work took too long";
      case FailureCause.Hung _ -> "Worker process hung";
      case FailureCause.Quarantined _ -> "Work of this kind is refused for now";
      case FailureCause.StartupFailed _ -> "No worker process";
      case FailureCause.TaskThrew _ -> Titles.of(500);
    };
  }

  private static Problem withEvidence(Problem problem, TaskFailedException failed) {
    Evidence evidence = failed.evidence();
    Problem shown = problem.with("elapsedMillis", evidence.elapsed().toMillis());
    if (evidence.worker().isPresent()) {
      shown = shown.with("worker", evidence.worker().get());
    }
    if (evidence.pid().isPresent()) {
      shown = shown.with("pid", evidence.pid().getAsLong());
    }
    if (evidence.stack().isPresent()) {
      shown = shown.with("stack", lines(evidence.stack().get()));
    }
    if (failed.failure() instanceof FailureCause.NativeCrash(String report)) {
      shown = shown.with("report", lines(report));
    }
    if (!evidence.output().isEmpty()) {
      shown = shown.with("output", evidence.output());
    }
    return shown;
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).toList();
  }
}
