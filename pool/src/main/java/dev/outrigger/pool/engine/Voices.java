package dev.outrigger.pool.engine;

import dev.outrigger.pool.logging.Loggers;
import dev.outrigger.pool.logging.Throttle;
import dev.outrigger.pool.logging.WorkerVoice;
import java.lang.System.Logger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** What each worker prints and logs, by the number of its spawn. */
final class Voices {
  private final Logger own;
  private final Loggers loggers;
  private final Executor threads;
  private final Map<Long, WorkerVoice> known = new ConcurrentHashMap<>();
  private final WorkerVoice late;

  Voices(Logger own, Executor threads) {
    this.own = own;
    this.loggers = new Loggers(own);
    this.threads = threads;
    this.late = made();
  }

  private WorkerVoice made() {
    return new WorkerVoice(own, loggers::named, threads, new Throttle(System::nanoTime));
  }

  void begin(long spawn) {
    known.put(spawn, made());
  }

  /** A child of a dead worker may still print. */
  WorkerVoice of(long spawn) {
    return known.getOrDefault(spawn, late);
  }

  void end(long spawn, String tag) {
    WorkerVoice voice = known.remove(spawn);
    if (voice != null) {
      voice.end(tag);
    }
  }
}
