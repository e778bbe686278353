package dev.outrigger.pool.actor;

import dev.outrigger.pool.Actor;
import dev.outrigger.pool.ActorOptions;
import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.RemoteCallable;
import dev.outrigger.pool.RemoteWork;
import dev.outrigger.pool.TaskOptions;
import dev.outrigger.pool.engine.Engine;
import dev.outrigger.pool.process.Settings;
import dev.outrigger.pool.schedule.Conversation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The actors of a pool.
 *
 * <p>Threading: any thread.
 */
public final class Actors {
  private final Settings settings;
  private final Submitter submitter;
  private final List<Resident<?>> present = new ArrayList<>();
  private @Nullable ScheduledThreadPoolExecutor timer;
  private boolean open = true;

  /** The way of a task into an engine. */
  public interface Submitter {
    /** As the pool's own tasks take it. */
    PoolTask<Boolean> submit(
        Engine engine,
        Settings settings,
        TaskOptions options,
        RemoteWork<Boolean> work,
        Conversation conversation);
  }

  /** None yet. */
  public Actors(Settings settings, Submitter submitter) {
    this.settings = settings;
    this.submitter = submitter;
  }

  /** Starts one; returns before its object is there. */
  public <I> Actor<I> start(
      Class<I> type, RemoteCallable<? extends I> factory, ActorOptions options) {
    Objects.requireNonNull(factory, "factory");
    Contract.check(type, settings.contents().codec().isEmpty());
    String name = options.name().orElse(type.getSimpleName());
    ScheduledThreadPoolExecutor clock = timer();
    Settings own = settings.forActor(name);
    Engine engine = engine(own);
    Hosting hosting = new Hosting(type, factory);
    Residence residence =
        new Residence(
            name,
            engine,
            clock,
            (asked, talk) -> submitter.submit(engine, own, asked, RemoteWork.of(hosting), talk));
    Mailbox mailbox =
        new Mailbox(
            name,
            options.mailbox(),
            options.grace().orElse(settings.terms().grace()),
            options.deadline().or(settings.terms()::limit),
            residence,
            new Restarts(options.maxRestarts(), options.restartWindow(), System::nanoTime));
    ActorProxy calls =
        new ActorProxy(
            name, type, mailbox, engine.readers(), engine.rules().inMessages(), own.contents());
    I proxy =
        type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    Resident<I> resident = new Resident<>(name, proxy, mailbox, engine);
    try {
      keep(resident);
      residence.settle(mailbox);
    } catch (RuntimeException e) {
      engine.abort();
      throw e;
    }
    return resident;
  }

  private static Engine engine(Settings settings) {
    try {
      Engine engine = new Engine(settings);
      engine.start();
      return engine;
    } catch (IOException e) {
      settings.launch().heap().close();
      throw new UncheckedIOException(
          "actor " + settings.name() + " can't make its folder or socket: " + e.getMessage(), e);
    }
  }

  private synchronized ScheduledThreadPoolExecutor timer() {
    if (!open) {
      throw new RejectedExecutionException("the pool is closed: it takes no more actors");
    }
    if (timer == null) {
      timer =
          new ScheduledThreadPoolExecutor(
              1,
              Thread.ofPlatform()
                  .daemon()
                  .inheritInheritableThreadLocals(false)
                  .name("pool-" + settings.name() + "-actors")
                  .factory());
      timer.setRemoveOnCancelPolicy(true);
    }
    return timer;
  }

  private synchronized void keep(Resident<?> resident) {
    var _ = timer();
    present.removeIf(Resident::isGone);
    present.add(resident);
  }

  private synchronized List<Resident<?>> all() {
    return List.copyOf(present);
  }

  /** No more actors, and no more calls of those that are there. */
  public void close() {
    synchronized (this) {
      open = false;
    }
    all().forEach(Resident::shut);
  }

  /** Waits until all are gone. */
  public boolean awaitTermination(Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    for (Resident<?> resident : all()) {
      if (!resident.drain(limit.minusNanos(System.nanoTime() - start))) {
        return false;
      }
    }
    endTimer();
    return true;
  }

  private synchronized void endTimer() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }

  /** Kills all; returns when they are gone. */
  public void abort() {
    close();
    all().forEach(Resident::abortSoon);
    all().forEach(Resident::abort);
    endTimer();
  }
}
