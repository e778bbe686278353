package dev.outrigger.web;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.web.routing.Lookup;
import java.util.Comparator;
import java.util.List;

/**
 * What requests get that no route takes. The middleware of the place where they ended up stands
 * around that answer too.
 */
final class Misses {
  private final List<Place> places;

  private record Place(Branch branch, Next chain) {
    boolean holds(String path, String host) {
      String prefix = branch.prefix();
      return (branch.host().isEmpty() || branch.host().equals(host))
          && path.startsWith(prefix)
          && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
  }

  /** The root must be among the branches. */
  Misses(Settings settings, List<Branch> branches) {
    Chain chain = new Chain(settings, "no route");
    Next answer = chain.handler(Misses::answer);
    this.places =
        branches.stream()
            .sorted(
                Comparator.comparingInt((Branch branch) -> branch.host().isEmpty() ? 1 : 0)
                    .thenComparingInt(branch -> -branch.prefix().length()))
            .map(branch -> new Place(branch, chain.around(branch.middleware(), answer)))
            .toList();
  }

  Response handle(Request request) {
    for (Place place : places) {
      if (place.holds(request.path(), request.host())) {
        return place.chain().handle(request);
      }
    }
    // "*" or another target without a path: not below any prefix, but the root's all the same.
    return places.getLast().chain().handle(request);
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
