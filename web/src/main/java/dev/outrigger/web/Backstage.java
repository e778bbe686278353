package dev.outrigger.web;

import dev.outrigger.http.HttpStatistics;
import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.pool.ProcessPool;
import dev.outrigger.web.endpoints.CheckedBodies;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What handlers reach behind their request. The server fills it in just after it has begun to
 * listen; a request that comes between waits for that, some milliseconds.
 */
record Backstage(
    Site site,
    CheckedBodies bodies,
    Background background,
    Leaving leaving,
    CompletableFuture<Optional<ProcessPool>> maybePool,
    CompletableFuture<Supplier<HttpStatistics>> http) {

  Backstage(Site site) {
    this(
        site,
        new CheckedBodies(site.settings().json()),
        new Background(),
        new Leaving(),
        new CompletableFuture<>(),
        new CompletableFuture<>());
  }

  ProcessPool pool() {
    return maybePool
        .join()
        .orElseThrow(() ->
            new IllegalStateException(
                "This application was declared withoutPool(), so it has no worker process to"
                    + " offload to; take that declaration out of Application.configure"));
  }

  ServerStatistics statistics() {
    return new ServerStatistics(http.join().get(), poolStatistics());
  }

  Optional<PoolStatistics> poolStatistics() {
    return maybePool.join().map(ProcessPool::statistics);
  }

  /** Ends the worker processes, if they were started. */
  void endPool() {
    maybePool.getNow(Optional.empty()).ifPresent(ProcessPool::abort);
    // Whoever waits for a pool that will never be must not wait for ever.
    maybePool.complete(Optional.empty());
  }
}
