package dev.outrigger.web;

import dev.outrigger.http.HttpException;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.PoolFullException;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;

/**
 * The one place that decides what a failed handler means to its client.
 *
 * <pre>
 * Problem, here or inside a pool task      its own status
 * HttpException (bad body, too large)      its own status and header fields
 * worker lost or out of memory             502, with cause and delivery
 * deadline of a task or a scope            504
 * queue of the pool full                   503 with Retry-After
 * no worker can be started                 503
 * cancelled because the server stops       503
 * cancelled because the client is gone     nobody hears it; one line in the log
 * anything else                            500 with an id that the log has
 * </pre>
 */
final class FailureMap {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");

  private final boolean showEvidence;

  FailureMap(boolean showEvidence) {
    this.showEvidence = showEvidence;
  }

  HttpResponse answer(Throwable failure, String route, HttpRequest request) {
    return switch (failure) {
      case Problem problem -> ProblemBody.of(problem);
      case HttpException refused -> ofHttp(refused);
      case TaskFailedException failed -> ofTask(failed, route);
      case PoolFullException full ->
          ProblemBody.of(Problem.of(503, String.valueOf(full.getMessage())))
              .header("Retry-After", "1");
      case CancelledException cancelled -> ofCancelled(cancelled.cancellation(), route);
      case TimeoutException late ->
          ProblemBody.of(Problem.of(504, String.valueOf(late.getMessage())));
      default -> {
        // A wait of the JDK's, or a library around one, that the scope's interrupt has ended.
        Optional<Cancellation> why = request.scope().cancellation();
        yield why.isPresent() ? ofCancelled(why.get(), route) : unexpected(failure, route);
      }
    };
  }

  private static HttpResponse ofHttp(HttpException refused) {
    HttpResponse problem = ProblemBody.of(Problem.of(refused.status(), refused.detail()));
    return refused
        .response()
        .header("Content-Type", problem.contentType())
        .withBody(problem.body());
  }

  private HttpResponse ofTask(TaskFailedException failed, String route) {
    if (failed.failure() instanceof FailureCause.TaskThrew(Throwable thrown)) {
      return thrown instanceof Problem problem
          ? ProblemBody.of(problem)
          : unexpected(failed, route);
    }
    LOG.log(Level.INFO, () -> route + ": " + failed.getMessage());
    return ProblemBody.of(TaskFailures.problem(failed, showEvidence));
  }

  private static HttpResponse ofCancelled(Cancellation why, String route) {
    LOG.log(Level.INFO, () -> route + " was cancelled: " + why.reason());
    return ProblemBody.of(
        why.source() == Cancellation.Source.DEADLINE
            ? Problem.of(504, why.reason())
            : Problem.of(503, why.reason()));
  }

  private HttpResponse unexpected(Throwable failure, String route) {
    String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 12);
    LOG.log(Level.ERROR, route + " failed with a bug, id " + id, failure);
    Problem problem =
        Problem.of(500, "The server failed to answer; its log says why under the id " + id)
            .with("id", id);
    if (showEvidence) {
      problem = problem.with("exception", failure.toString()).with("stack", stack(failure));
    }
    return ProblemBody.of(problem);
  }

  private static List<String> stack(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString().lines().map(line -> line.replace("\t", "  ")).toList();
  }
}
