package dev.outrigger.web;

import dev.outrigger.web.endpoints.EndpointMethod;
import dev.outrigger.web.json.Json;
import dev.outrigger.web.routing.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All that was declared so far, across mounts and hosts. */
final class Declarations {
  private final Settings settings = new Settings();
  private final Hosts<RouteOptions> hosts = new Hosts<>();
  private final List<Branch> branches = new ArrayList<>();
  private final Branch root = branch(Branch.root());

  Settings settings() {
    return settings;
  }

  Branch root() {
    return root;
  }

  Branch branch(Branch branch) {
    branches.add(branch);
    return branch;
  }

  RouteOptions route(Branch branch, List<String> methods, String path, Handler handler) {
    return declare(branch, methods, path, _ -> handler);
  }

  RouteOptions endpoint(Branch branch, EndpointMethod method) {
    return declare(branch, List.of(method.verb()), method.path(), json -> handler(method, json))
        .describedBy(method.operation());
  }

  private Handler handler(EndpointMethod method, Json json) {
    if (method.isInProcess() && !settings.usesPool()) {
      throw new RouteException(
          new IllegalArgumentException(
              method
                  + " is @InProcess, but the application was declared withoutPool(); take that out"));
    }
    try {
      return EndpointHandler.of(method, json);
    } catch (IllegalArgumentException refusal) {
      throw new RouteException(refusal);
    }
  }

  private RouteOptions declare(
      Branch branch, List<String> methods, String path, Function<Json, Handler> handler) {
    String pattern = branch.pattern(path);
    var options = new RouteOptions(settings, branch, methods.getFirst(), pattern, handler);
    Router<RouteOptions> router = hosts.declaring(branch.host());
    try {
      for (String method : methods) {
        router.add(method, pattern, options);
      }
    } catch (IllegalArgumentException refusal) {
      throw new RouteException(refusal);
    }
    return options;
  }

  /** What was declared, as requests are led through it. Nothing can be added any more. */
  Site site() {
    settings.freeze();
    return new Site(
        settings,
        hosts.mapped(RouteOptions::endpoint),
        new Misses(settings, branches),
        new Urls(settings.named()));
  }
}
