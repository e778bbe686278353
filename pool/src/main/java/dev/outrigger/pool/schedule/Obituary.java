package dev.outrigger.pool.schedule;

import dev.outrigger.pool.FailureCause;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The end of a worker in words.
 *
 * @param held what it held when it died; its load is emptied before the line is written
 */
record Obituary(Worker worker, Death death, FailureCause cause, Optional<Job> held) {
  private static final int SHOWN_LINES = 5;

  static Obituary of(Worker worker, Death death) {
    FailureCause cause = worker.verdict().cause().orElseGet(death::cause);
    return new Obituary(worker, death, cause, worker.job());
  }

  /** Why it never got ready, with what it printed. */
  String startupReason() {
    return worker.condemned().or(death::notStarted).orElse(cause.label()) + tail();
  }

  private String tail() {
    List<String> output = death.output();
    return output.isEmpty()
        ? ""
        : ", its output ends with: "
            + output.stream()
                .skip(Math.max(0, output.size() - SHOWN_LINES))
                .collect(Collectors.joining(" / "));
  }

  /** For counting: the cause, unless it was killed to stop its task. */
  String label() {
    return worker
        .condemned()
        .flatMap(_ -> held)
        .filter(job -> job.stopping().isOrdered())
        .map(job -> job.stopping().cancelled().isPresent() ? "CANCELLED" : "DEADLINE")
        .orElse(cause.label());
  }

  String line(boolean replaced) {
    String who = worker + pid();
    String how =
        worker
            .condemned()
            .map(reason -> " was killed: " + reason)
            .orElseGet(() ->
                worker.everReady()
                    ? " died with " + cause.label() + frame()
                    : " did not start: " + startupReason());
    String task = held.map(job -> " while it held " + job).orElse("");
    return who
        + how
        + (worker.condemned().isPresent() ? "" : task)
        + (replaced ? "; another takes its place" : "");
  }

  private String frame() {
    return cause instanceof FailureCause.NativeCrash crash
        ? crash.frame().map(line -> " in " + line).orElse("")
        : "";
  }

  private String pid() {
    return worker.pid().isPresent() ? " (pid " + worker.pid().getAsLong() + ")" : "";
  }
}
