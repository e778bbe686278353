package dev.outrigger.web;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.web.routing.Lookup;
import dev.outrigger.web.routing.Router;
import java.util.HashSet;
import java.util.List;

/**
 * What requests get that no route takes. The middleware of the place where they ended up stands
 * around that answer too.
 */
final class Misses {
  private static final String ANY = "GET";

  private final Hosts<Next> places = new Hosts<>();
  private final Next root;

  /** The root must be the first of the branches. */
  Misses(Settings settings, List<Branch> branches) {
    Chain chain = new Chain(settings, "no route");
    Next answer = chain.handler(Misses::answer);
    var taken = new HashSet<String>();
    for (Branch branch : branches) {
      // Of two mounts at one place, the first is around what neither has.
      if (taken.add(branch.host() + branch.prefix())) {
        Router<Next> router = places.declaring(branch.host());
        Next around = chain.around(branch.middleware(), answer);
        router.add(ANY, branch.pattern("/"), around);
        router.add(ANY, branch.pattern("/{_:path}"), around);
      }
    }
    this.root = chain.around(branches.getFirst().middleware(), answer);
  }

  Response handle(Request request) {
    return (places.find(request.host(), ANY, request.path()) instanceof Lookup.Match<Next> place
            ? place.route().handler()
            // "*", or a path that can't be decoded.
            : root)
        .handle(request);
  }

  private static Object answer(Request request) {
    boolean options = request.method().equals("OPTIONS");
    return switch (request.lookup()) {
      case Lookup.WrongMethod<Endpoint>(var allowed) -> {
        String list = String.join(", ", allowed);
        if (options) {
          yield Response.empty().header("Allow", list);
        }
        throw Problem.of(405, request.path() + " takes " + list + ", not " + request.method())
            .header("Allow", list);
      }
      case Lookup.BadPath<Endpoint>(String reason) -> throw Problem.badRequest(reason);
      case Lookup.NoSuchPath<Endpoint> _ when options && request.path().equals("*") ->
          Response.empty();
      case Lookup.NoSuchPath<Endpoint> _ when request.isOneSlashAway() ->
          // As it came: browsers put more into a target than a URI may hold.
          Response.of(HttpResponse.of(308))
              .header("Location", otherSlash(request.path()) + query(request));
      default -> throw Problem.notFound("Nothing is at " + request.path());
    };
  }

  private static String query(Request request) {
    String query = request.http().query();
    return query.isEmpty() ? "" : "?" + query;
  }

  /** The same path with a slash at its end, or without. */
  static String otherSlash(String path) {
    return path.length() > 1 && path.endsWith("/")
        ? path.substring(0, path.length() - 1)
        : path + "/";
  }
}
