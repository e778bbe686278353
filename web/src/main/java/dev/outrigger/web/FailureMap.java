package dev.outrigger.web;

import dev.outrigger.http.HttpException;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.pool.ActorLostException;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.PoolFullException;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.web.development.Asked;
import dev.outrigger.web.development.FailurePage;
import dev.outrigger.web.routing.PathTemplate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides what a failed handler means to its client.
 *
 * <pre>
 * what the application handles itself      as it says, see App.onFailure
 * Problem, here or inside a pool task      its own status
 * HttpException (bad body, too large)      its own status and header fields
 * worker or actor lost, or out of memory   502, with cause and delivery, and an id that the log has
 * deadline of a task or a scope            504
 * queue of the pool full                   503 with Retry-After
 * no worker can be started                 503
 * cancelled because the server stops       503
 * cancelled because the client is gone     nobody hears it; one line in the log
 * anything else                            500 with an id that the log has; in development a page
 * </pre>
 */
final class FailureMap {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");

  private final boolean development;
  private final FailureHandlers own;

  FailureMap(boolean development, FailureHandlers own) {
    this.development = development;
    this.own = own;
  }

  Response answer(Throwable failure, String route, Request request) {
    Throwable last = failure;
    try {
      Optional<Object> answer = own(failure, request);
      if (answer.isPresent()) {
        Response response = Answers.of(answer.get());
        if (response.status() >= 500 && !(failure instanceof Problem)) {
          // Whatever the client is told, somebody has to learn of it.
          LOG.log(Level.ERROR, route + " failed, and was answered by the application", failure);
        }
        return response.becauseOf(failure);
      }
    } catch (Exception second) {
      if (!second.equals(failure)) {
        second.addSuppressed(failure);
      }
      last = second;
    }
    return standard(last, route, request).becauseOf(failure);
  }

  // What a task threw is the failure, wherever it was thrown; that it was in a worker comes second.
  private Optional<Object> own(Throwable failure, Request request) throws Exception {
    if (failure instanceof TaskFailedException failed
        && failed.failure() instanceof FailureCause.TaskThrew(Throwable thrown)) {
      Optional<Object> answer = own.answer(request, thrown);
      if (answer.isPresent() || thrown instanceof Problem) {
        return answer;
      }
    }
    return own.answer(request, failure);
  }

  private Response standard(Throwable failure, String route, Request request) {
    return switch (failure) {
      case Problem problem -> ProblemBody.of(problem);
      case HttpException refused -> ofHttp(refused);
      case TaskFailedException failed -> ofTask(failed, route, request);
      case ActorLostException lost -> ofActor(lost, route);
      case PoolFullException full -> ofFullPool(full, route);
      case CancelledException cancelled -> ofCancelled(cancelled.cancellation(), route);
      case TimeoutException late -> {
        LOG.log(Level.INFO, () -> route + " waited too long: " + late);
        yield ProblemBody.of(Problem.of(504, "What this request waited for took too long"));
      }
      default -> {
        // A wait of the JDK's, or a library around one, that the scope's interrupt has ended.
        Optional<Cancellation> why = request.scope().cancellation();
        yield why.isPresent()
            ? ofCancelled(why.get(), route)
            : ofCause(failure, failure.getCause(), route, request);
      }
    };
  }

  /** What a client did wrong stays its fault, whatever a library wraps around it. */
  private Response ofCause(
      Throwable failure, @Nullable Throwable cause, String route, Request request) {
    return switch (cause) {
      case null -> unexpected(failure, route, request);
      case Problem problem when problem.status() < 500 -> ProblemBody.of(problem);
      case HttpException refused when refused.status() < 500 -> ofHttp(refused);
      default -> ofCause(failure, cause.getCause(), route, request);
    };
  }

  private static Response ofHttp(HttpException refused) {
    Response problem = ProblemBody.of(Problem.of(refused.status(), refused.detail()));
    HttpResponse plain = refused.response();
    return Response.of(
        plain.header("Content-Type", problem.contentType()).withContent(problem.content()));
  }

  private Response ofTask(TaskFailedException failed, String route, Request request) {
    return switch (failed.failure()) {
      case FailureCause.TaskThrew(Problem problem) -> ProblemBody.of(problem);
      case FailureCause.TaskThrew _, FailureCause.TransferFailed _ ->
          unexpected(failed, route, request);
      default -> {
        String id = newId();
        LOG.log(Level.INFO, () -> route + ", id " + id + ": " + failed.getMessage());
        yield ProblemBody.of(TaskFailures.problem(failed, id, development));
      }
    };
  }

  private static Response ofFullPool(PoolFullException full, String route) {
    LOG.log(Level.INFO, () -> route + ": " + full.getMessage());
    return ProblemBody.of(
        Problem.of(503, "As much work waits here as may; try again later")
            .header("Retry-After", "1"));
  }

  private static Response ofActor(ActorLostException lost, String route) {
    LOG.log(Level.INFO, () -> route + ": " + lost.getMessage());
    return ProblemBody.of(
        Problem.of(502, "Worker process died", "The process that had the state for this is lost"));
  }

  private static Response ofCancelled(Cancellation why, String route) {
    LOG.log(Level.INFO, () -> route + " was cancelled: " + why.reason());
    return ProblemBody.of(
        why.source() == Cancellation.Source.DEADLINE
            ? Problem.of(504, why.reason())
            : Problem.of(503, why.reason()));
  }

  private Response unexpected(Throwable failure, String route, Request request) {
    String id = newId();
    LOG.log(Level.ERROR, route + " failed with a bug, id " + id, failure);
    if (development && FailurePage.isWanted(request.headers())) {
      return Response.of(FailurePage.of(failure, id, asked(request)));
    }
    Problem problem =
        Problem.of(500, "The server failed to answer; its log says why under the id " + id)
            .with("id", id);
    if (development) {
      problem = problem.with("exception", failure.toString()).with("stack", stack(failure));
    }
    return ProblemBody.of(problem);
  }

  private static String newId() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 12);
  }

  private static Asked asked(Request request) {
    var route = new LinkedHashMap<String, String>();
    var parameters = new LinkedHashMap<String, String>();
    route.put("Route", request.route().map(RouteInfo::toString).orElse("none"));
    request
        .route()
        .ifPresent(info -> {
          info.name().ifPresent(name -> route.put("Name", name));
          PathTemplate.of(info.pattern())
              .names()
              .forEach(name -> parameters.put(name, request.path(name)));
        });
    return new Asked(request.http(), route, parameters);
  }

  private static List<String> stack(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString().lines().map(line -> line.replace("\t", "  ")).toList();
  }

  /** Says in the log what an operator must not overlook. */
  void warnOfDevelopment() {
    if (development) {
      LOG.log(
          Level.WARNING,
          "Development is on: clients are shown stacks and source lines of failures; leave"
              + " app.development() out where strangers can ask");
    }
  }
}
