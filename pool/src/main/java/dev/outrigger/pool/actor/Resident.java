package dev.outrigger.pool.actor;

import dev.outrigger.pool.Actor;
import dev.outrigger.pool.ActorStatistics;
import dev.outrigger.pool.engine.Engine;
import dev.outrigger.pool.schedule.Terms;
import java.time.Duration;

/** The owner's handle of an actor. */
final class Resident<I> implements Actor<I> {
  private final String name;
  private final I proxy;
  private final Mailbox mailbox;
  private final Engine engine;

  Resident(String name, I proxy, Mailbox mailbox, Engine engine) {
    this.name = name;
    this.proxy = proxy;
    this.mailbox = mailbox;
    this.engine = engine;
  }

  @Override
  public I proxy() {
    return proxy;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ActorStatistics statistics() {
    return mailbox.statistics();
  }

  @Override
  public void close() {
    try {
      var _ = drain(Terms.FOREVER);
    } catch (InterruptedException e) {
      abort();
      Thread.currentThread().interrupt();
    }
  }

  /** Takes no more calls. */
  void shut() {
    mailbox.close();
  }

  @Override
  public boolean drain(Duration limit) throws InterruptedException {
    shut();
    return engine.awaitTermination(limit);
  }

  /** The process is gone. */
  boolean isGone() {
    return engine.isTerminated();
  }

  /** As {@link #abort}, without waiting. */
  void abortSoon() {
    mailbox.abort();
  }

  @Override
  public void abort() {
    abortSoon();
    engine.awaitEnd();
  }

  @Override
  public String toString() {
    return "actor " + name;
  }
}
