package dev.outrigger.web.auth;

import dev.outrigger.web.Attribute;
import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.operation.Operation;
import dev.outrigger.web.operation.OperationChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Asks who asks, and for rights:
 *
 * <pre>{@code
 * app.use(BearerAuth.of(jwt).optional());
 * app.get("/me", r -> Auth.user(r).orElseThrow().name()).use(Auth.require());
 * app.delete("/users/{id}", this::remove).use(Auth.require("admin"));
 * }</pre>
 *
 * <p>Whoever is unknown gets 401 with the ways to log in that stand around the route, whoever may
 * not 403.
 */
public final class Auth {
  private static final Attribute<User> USER = Attribute.named("user");
  private static final Attribute<List<String>> CHALLENGES = Attribute.named("ways to log in");

  private Auth() {}

  /** Who asks, if it is known. */
  public static Optional<User> user(Request request) {
    return request.attribute(USER);
  }

  /** Tells who asks, for middleware of one's own: as one that finds the user in the session. */
  public static void login(Request request, User user) {
    request.attach(USER, user);
  }

  /** For users only, whoever they are. */
  public static Middleware require() {
    return rule(_ -> true, "", "");
  }

  /** For users with one of these roles. */
  public static Middleware require(String role, String... orOthers) {
    Set<String> any = all(role, orOthers);
    return rule(
        user -> any.stream().anyMatch(user.roles()::contains), "the role " + inWords(any), "");
  }

  /** For users whose token has one of these scopes. */
  public static Middleware requireScope(String scope, String... orOthers) {
    Set<String> any = all(scope, orOthers);
    return rule(
        user -> any.stream().anyMatch(user.scopes()::contains), "the scope " + inWords(any), scope);
  }

  private static Set<String> all(String first, String... more) {
    var names = new ArrayList<>(List.of(more));
    names.add(first);
    for (String name : names) {
      if (!name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\')
          || name.isEmpty()) {
        throw new IllegalArgumentException(
            "\""
                + name
                + "\" is no name of a role or a scope: of ASCII, without blanks and quotes");
      }
    }
    return Set.copyOf(names);
  }

  private static String inWords(Set<String> names) {
    return String.join(" or ", names.stream().sorted().toList());
  }

  private static Middleware rule(Predicate<User> mayPass, String needed, String scope) {
    return new Rule(mayPass, needed, scope);
  }

  private record Rule(Predicate<User> mayPass, String needed, String scope)
      implements Middleware, OperationChange {
    @Override
    public Response around(Request request, Next next) {
      Optional<User> user = user(request);
      if (user.isEmpty()) {
        throw unknown(request);
      }
      if (!mayPass.test(user.get())) {
        throw forbidden(request, needed, scope);
      }
      return next.handle(request);
    }

    @Override
    public Operation around(Operation inner) {
      Operation closed = inner.demandingLogin();
      return needed.isEmpty() ? closed : closed.answeringProblem(403);
    }
  }

  private static Problem forbidden(Request request, String needed, String scope) {
    Problem problem = Problem.of(403, request + " needs " + needed);
    boolean byToken = challenges(request).stream().anyMatch(c -> c.startsWith("Bearer"));
    // RFC 6750, 3.1: so that a client can ask its user for more.
    return byToken && !scope.isEmpty()
        ? problem.header(
            "WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"")
        : problem;
  }

  /** 401 with all ways to log in that the request has passed. */
  static Problem unknown(Request request) {
    Problem problem = Problem.of(401, request + " needs a login");
    List<String> ways = challenges(request);
    return ways.isEmpty() ? problem : problem.header("WWW-Authenticate", String.join(", ", ways));
  }

  static void offer(Request request, String challenge) {
    var more = new ArrayList<>(challenges(request));
    more.add(challenge);
    request.attach(CHALLENGES, List.copyOf(more));
  }

  private static List<String> challenges(Request request) {
    return request.attribute(CHALLENGES).orElse(List.of());
  }
}
