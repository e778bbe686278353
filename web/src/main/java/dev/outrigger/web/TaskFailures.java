package dev.outrigger.web;

import dev.outrigger.pool.Evidence;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.TaskFailedException;
import java.util.List;

/**
 * What a client is told when the pool lost its task: what became of it, and no name of a class, a
 * library or a process unless this is development.
 */
final class TaskFailures {
  private static final String LOST = "The work for this request was lost";

  private TaskFailures() {}

  static Problem problem(TaskFailedException failed, String id, boolean showEvidence) {
    FailureCause cause = failed.failure();
    Told told = told(cause);
    String detail =
        showEvidence
            ? failed.task() + ": " + cause.description()
            : told.detail() + "; the server's log says more under the id " + id;
    Problem problem =
        Problem.of(told.status(), told.title(), detail)
            .with("id", id)
            .with("cause", cause.label())
            .with("delivery", failed.delivery().name());
    return showEvidence ? withEvidence(problem.with("task", failed.task()), failed) : problem;
  }

  private record Told(int status, String title, String detail) {
    static Told lost(String title, String how) {
      return new Told(502, title, LOST + how);
    }
  }

  private static Told told(FailureCause cause) {
    return switch (cause) {
      case FailureCause.OsKill _, FailureCause.Exit _ ->
          Told.lost("Worker process died", ": " + cause.description());
      case FailureCause.NativeCrash _ ->
          Told.lost("Worker process died", ": native code crashed its worker");
      case FailureCause.HeapOutOfMemory _, FailureCause.MemoryLimit _ ->
          Told.lost("Worker process ran out of memory", ": " + cause.description());
      case FailureCause.MetaspaceOutOfMemory _ ->
          Told.lost("Worker process ran out of memory", ": its worker ran out of memory");
      case FailureCause.Hung _ -> Told.lost("Worker process hung", ": its worker did not answer");
      case FailureCause.ProtocolBroken _ -> Told.lost("Worker process answered nonsense", "");
      case FailureCause.DeadlineExceeded _ ->
          new Told(504, "Work took too long", LOST + ": " + cause.description());
      case FailureCause.StartupFailed _ ->
          new Told(503, "No worker process", "No worker could be started for this request");
      case FailureCause.Quarantined _ ->
          new Told(
              503,
              "Work of this kind is refused for now",
              "Work of this kind has killed several workers, and is refused for a while");
      case FailureCause.TransferFailed _, FailureCause.TaskThrew _ ->
          new Told(500, Titles.of(500), "The work failed");
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
