package dev.outrigger.web;

import dev.outrigger.http.HttpServer;
import dev.outrigger.pool.ProcessPool;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What handlers reach behind their request. The server fills it in while it starts: the pool before
 * it listens, the HTTP server as soon as it has started.
 */
record Backstage(Optional<ProcessPool> maybePool, CompletableFuture<HttpServer> http) {

  Backstage(Optional<ProcessPool> maybePool) {
    this(maybePool, new CompletableFuture<>());
  }

  ProcessPool pool() {
    return maybePool.orElseThrow(() ->
        new IllegalStateException(
            "This application was declared withoutPool(), so it has no worker process to"
                + " offload to; take that declaration out of Application.configure"));
  }

  ServerStatistics statistics() {
    return new ServerStatistics(http.join().statistics(), maybePool.map(ProcessPool::statistics));
  }
}
