package dev.outrigger.web;

import dev.outrigger.runtime.Scope;
import dev.outrigger.web.json.Json;
import dev.outrigger.web.operation.Operation;
import dev.outrigger.web.operation.OperationAnswer;
import dev.outrigger.web.operation.OperationBody;
import dev.outrigger.web.operation.OperationChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.core.type.TypeReference;

/**
 * What is said about one route behind its declaration: {@code app.get("/report", this::report)
 * .named("report").within(Duration.ofSeconds(20))}.
 *
 * <p>Threading: for the thread that runs {@link Application#configure} only.
 */
public final class RouteOptions {
  private final Settings settings;
  private final Branch branch;
  private final String method;
  private final String pattern;
  private final List<Middleware> middleware = new ArrayList<>();
  private Optional<String> name = Optional.empty();
  // Made when the settings are known, and then put into these, the last of which is the outermost.
  private final Function<Json, Handler> handler;
  private Operation operation = Operation.unknown();
  private UnaryOperator<Handler> around = UnaryOperator.identity();

  RouteOptions(
      Settings settings,
      Branch branch,
      String method,
      String pattern,
      Function<Json, Handler> handler) {
    this.settings = settings;
    this.branch = branch;
    this.method = method;
    this.pattern = pattern;
    this.handler = handler;
  }

  /**
   * Gives the route a name, under which {@link Request#url} makes addresses of it.
   *
   * @throws RouteException if another route has it
   */
  public RouteOptions named(String name) {
    requireConfiguring("The name \"" + name + "\"");
    settings.name(name, this);
    this.name = Optional.of(name);
    return this;
  }

  /** Puts middleware around this route, inside of what stands around all of the application. */
  public RouteOptions use(Middleware first, Middleware... more) {
    requireConfiguring("Middleware");
    middleware.add(first);
    middleware.addAll(List.of(more));
    return this;
  }

  /**
   * Ends the handler, with all that it waits for, if it takes longer: the client gets 504. What it
   * has offloaded is ended too.
   */
  public RouteOptions within(Duration limit) {
    requireConfiguring("The deadline");
    put(body -> request -> Scope.timeout(limit, () -> body.handle(request)));
    operation = operation.answeringProblem(504);
    return this;
  }

  /**
   * Lets the handler run to its end though the client goes away meanwhile. By default it is
   * cancelled, with all that it waits for.
   */
  public RouteOptions runToEnd() {
    requireConfiguring("runToEnd()");
    put(body -> request -> Scope.shield(() -> body.handle(request)));
    return this;
  }

  /**
   * Takes bodies of up to so many bytes; more is 413, at once if the client tells its length. Holds
   * for {@link Request#bytes()} and what is read by it: text, JSON, forms. Default: {@link
   * dev.outrigger.http.Limits#body()}, 1 MiB.
   */
  public RouteOptions bodyUpTo(long bytes) {
    requireConfiguring("bodyUpTo(..)");
    if (bytes < 0) {
      throw new IllegalArgumentException("a body can't have " + bytes + " bytes");
    }
    put(body ->
        request -> {
          request.limitBody(bytes);
          return body.handle(request);
        });
    operation = operation.answeringProblem(413);
    return this;
  }

  /** Says in documents what it does, and what it belongs to. */
  public RouteOptions describe(String summary, String description, String... tags) {
    requireConfiguring("describe(..)");
    operation = operation.described(summary, description, List.of(tags));
    return this;
  }

  /** Leaves it out of documents. */
  public RouteOptions hidden() {
    requireConfiguring("hidden()");
    operation = operation.hide();
    return this;
  }

  /** Says in documents that it takes JSON of this class; reading it is the handler's affair. */
  public RouteOptions accepts(Class<?> type) {
    requireConfiguring("accepts(..)");
    operation = operation.accepting(OperationBody.json(type, true)).answeringProblem(422);
    return this;
  }

  /** As {@link #accepts(Class)}, for generic types. */
  public RouteOptions accepts(TypeReference<?> type) {
    requireConfiguring("accepts(..)");
    operation = operation.accepting(OperationBody.json(type.getType(), true)).answeringProblem(422);
    return this;
  }

  /** Says in documents that it answers a value of this class under this status. */
  public RouteOptions answers(int status, Class<?> type) {
    requireConfiguring("answers(..)");
    operation = operation.answering(new OperationAnswer(status, Optional.of(type)));
    return this;
  }

  /** Says in documents that it answers problems under these statuses. */
  public RouteOptions problems(int... statuses) {
    requireConfiguring("problems(..)");
    for (int status : statuses) {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException(
            "a problem has a status from 400 to 599, not " + status + ", as " + this + " says");
      }
      operation = operation.answering(new OperationAnswer(status, Optional.empty()));
    }
    return this;
  }

  /** As {@link #answers(int, Class)}, for generic types. */
  public RouteOptions answers(int status, TypeReference<?> type) {
    requireConfiguring("answers(..)");
    operation = operation.answering(new OperationAnswer(status, Optional.of(type.getType())));
    return this;
  }

  RouteOptions describedBy(Operation known) {
    operation = known;
    return this;
  }

  private void put(UnaryOperator<Handler> outside) {
    UnaryOperator<Handler> inside = around;
    around = body -> outside.apply(inside.apply(body));
  }

  Endpoint endpoint() {
    var info = new RouteInfo(method, pattern, name, branch.host(), changed());
    Chain chain = new Chain(settings, toString());
    Next inner =
        chain.around(middleware, chain.handler(around.apply(handler.apply(settings.json()))));
    return new Endpoint(info, chain.around(branch.middleware(), inner));
  }

  /** What it takes and answers behind all middleware that says what it changes. */
  private Operation changed() {
    var all = new ArrayList<>(branch.middleware());
    all.addAll(middleware);
    Operation whole = operation;
    for (Middleware outer : all.reversed()) {
      if (outer instanceof OperationChange change) {
        whole = change.around(whole);
      }
    }
    return whole;
  }

  private void requireConfiguring(String what) {
    settings.requireConfiguring(what + " of route " + this);
  }

  String pattern() {
    return pattern;
  }

  /** The method and the pattern of the route. */
  @Override
  public String toString() {
    return method + " " + pattern;
  }
}
