package dev.outrigger.web;

import dev.outrigger.pool.PoolBuilder;
import dev.outrigger.web.jobs.PeriodicJob;
import dev.outrigger.web.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What holds for a whole application, its mounts included. Filled in by {@link App}. */
final class Settings {
  private final Map<String, RouteOptions> named = new HashMap<>();
  private final List<PeriodicJob> jobs = new ArrayList<>();
  private final List<StartHook> startHooks = new ArrayList<>();
  private final List<Consumer<WebServer>> readyHooks = new ArrayList<>();
  private final FailureHandlers failureHandlers = new FailureHandlers();
  private UnaryOperator<PoolBuilder> pool = UnaryOperator.identity();
  private UnaryOperator<JsonMapper.Builder> jsonTuning = UnaryOperator.identity();
  private @Nullable Json json;
  private @Nullable FailureMap failures;
  private Proxies proxies = Proxies.NONE;
  private Slashes slashes = Slashes.REDIRECT;
  private boolean usesPool = true;
  private boolean development;
  private boolean started;

  void requireConfiguring(String what) {
    if (started) {
      throw new IllegalStateException(
          what + " came after the server had started; declare it in Application.configure");
    }
  }

  /** Nothing is declared any more. */
  void freeze() {
    started = true;
    json = new Json(jsonTuning);
    failures = new FailureMap(development, failureHandlers);
  }

  void name(String name, RouteOptions route) {
    RouteOptions rival = named.putIfAbsent(name, route);
    if (rival != null) {
      throw new RouteException(
          new IllegalArgumentException(
              "The name \"" + name + "\" of route " + route + " is that of " + rival));
    }
  }

  /** The routes that have a name, by it. */
  Map<String, RouteOptions> named() {
    return named;
  }

  void tunePool(UnaryOperator<PoolBuilder> tuning) {
    UnaryOperator<PoolBuilder> before = pool;
    pool = builder -> tuning.apply(before.apply(builder));
  }

  PoolBuilder tuned(PoolBuilder builder) {
    return pool.apply(builder);
  }

  void doWithoutPool() {
    usesPool = false;
  }

  boolean usesPool() {
    return usesPool;
  }

  void tuneJson(UnaryOperator<JsonMapper.Builder> tuning) {
    UnaryOperator<JsonMapper.Builder> before = jsonTuning;
    jsonTuning = builder -> tuning.apply(before.apply(builder));
  }

  Json json() {
    return known(json);
  }

  FailureHandlers failureHandlers() {
    return failureHandlers;
  }

  FailureMap failures() {
    return known(failures);
  }

  private static <T> T known(@Nullable T made) {
    if (made == null) {
      throw new IllegalStateException("the application is still being configured");
    }
    return made;
  }

  void add(PeriodicJob job) {
    if (jobs.stream().anyMatch(other -> other.name().equals(job.name()))) {
      throw new IllegalArgumentException("there is a job called " + job.name() + " already");
    }
    jobs.add(job);
  }

  List<PeriodicJob> jobs() {
    return jobs;
  }

  List<StartHook> startHooks() {
    return startHooks;
  }

  List<Consumer<WebServer>> readyHooks() {
    return readyHooks;
  }

  void trust(Proxies choice) {
    proxies = choice;
  }

  Proxies proxies() {
    return proxies;
  }

  void take(Slashes choice) {
    slashes = choice;
  }

  Slashes slashes() {
    return slashes;
  }

  void development() {
    development = true;
  }
}
