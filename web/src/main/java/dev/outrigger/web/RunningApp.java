package dev.outrigger.web;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpStatistics;
import dev.outrigger.pool.PoolBuilder;
import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.pool.ProcessPool;
import dev.outrigger.runtime.Loop;
import dev.outrigger.web.jobs.Jobs;
import dev.outrigger.web.ongoing.Ongoing;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * An application between its start and its end, without a server: its hooks have run, its workers
 * are there, and {@link #handler} answers requests. For tests, and for whoever has a server of
 * their own; everybody else takes a {@link WebServer}.
 *
 * <p>Threading: every method may be called from any thread but a loop's.
 */
public final class RunningApp implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");
  static final HttpStatistics NOTHING = new HttpStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private final Backstage backstage;
  private final Parts parts = new Parts();
  private final Jobs jobs;

  private RunningApp(Application application) throws Exception {
    this.backstage = new Backstage(App.configured(application));
    this.jobs = new Jobs(settings().jobs(), backstage::pool);
    try {
      for (StartHook hook : settings().startHooks()) {
        parts.own(hook.start());
      }
      parts.own(backstage::endPool);
      parts.own(backstage.background().running()::end);
      parts.own(jobs::end);
    } catch (Exception | Error e) {
      parts.rollBack(e);
      throw e;
    }
  }

  /**
   * Starts it, with worker processes if it wants some.
   *
   * @throws Exception what configuring it or a hook throws; what had been started is ended again
   */
  public static RunningApp start(Application application) throws Exception {
    RunningApp app = open(application);
    try {
      app.serve(() -> NOTHING, OptionalInt.empty());
      return app;
    } catch (Exception | Error e) {
      app.parts.rollBack(e);
      throw e;
    }
  }

  /** Configures it and runs its hooks; {@link #serve} is still to come. */
  static RunningApp open(Application application) throws Exception {
    return new RunningApp(application);
  }

  /** Starts its workers, if it wants some. Requests that need them wait until then. */
  void serve(Supplier<HttpStatistics> http, OptionalInt workers) {
    settings().failures().warnOfDevelopment();
    backstage.http().complete(http);
    backstage.maybePool().complete(pool(workers));
    // The first JSON of a process takes a good part of a second: no loop shall wait for that.
    Thread.ofVirtual()
        .name("json-warm-up")
        .start(() -> settings().json().bytes(backstage.statistics()));
  }

  private Optional<ProcessPool> pool(OptionalInt workers) {
    Settings settings = settings();
    if (!settings.usesPool()) {
      return Optional.empty();
    }
    PoolBuilder builder = settings.tuned(ProcessPool.builder().name("web"));
    if (workers.isPresent()) {
      builder = builder.size(workers.getAsInt());
    }
    return Optional.of(builder.build());
  }

  /** All its routes, with what each takes and answers. */
  public List<RouteInfo> routes() {
    return backstage.site().routes();
  }

  /** Answers its requests. */
  public HttpHandler handler() {
    return new Dispatcher(backstage);
  }

  Settings settings() {
    return backstage.site().settings();
  }

  Optional<PoolStatistics> poolStatistics() {
    return backstage.poolStatistics();
  }

  /** Tells answers without an end of their own, as event streams, to come to one. */
  public void leave() {
    backstage.leaving().leave();
    jobs.follow();
  }

  /** Runs its periodic jobs, which another process has done until then. */
  void lead(Loop first, Instant since) {
    jobs.lead(first, since);
  }

  /** Begins no more jobs, and waits for those that run. */
  boolean follow(long deadline) throws InterruptedException {
    jobs.follow();
    return jobs.awaitEnd(deadline);
  }

  /**
   * Waits for what goes on behind answers ({@link Response#afterwards}), and for jobs.
   *
   * @return whether all of it has ended
   */
  public boolean awaitBackground(Duration limit) throws InterruptedException {
    return awaitBackground(Ongoing.endOf(limit));
  }

  boolean awaitBackground(long deadline) throws InterruptedException {
    return backstage.background().running().awaitEnd(deadline) && jobs.awaitEnd(deadline);
  }

  /**
   * Ends it: cancels what goes on behind answers, ends its workers, closes what its hooks have
   * opened. What fails at that goes to the log. Closing twice does nothing.
   */
  @Override
  public void close() {
    leave();
    try {
      parts.close();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "The application did not end cleanly", e);
    }
  }
}
