package dev.outrigger.pool;

import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.codec.TooLargeException;
import dev.outrigger.pool.codec.UnsendableException;
import dev.outrigger.pool.mapping.ChunkFunction;
import dev.outrigger.pool.schedule.Ending;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * An executor that computes the same call once: while it is under way others join it, and its
 * result is kept for those who come later. Made by {@link RemoteExecutor#caching}.
 *
 * <p>Calls are the same if function and arguments are encoded to the same bytes. So a lambda is the
 * same as long as it stands in the same place and captures the same values; a set or map in another
 * order is another call. Callers of the same call are given the same object, and must not change
 * it. Failures are not kept, and {@code map}, {@code run} and {@code runAsync} go past the cache.
 *
 * <p>A computation runs under the options of who began it, but for the deadline: that ends only the
 * waiting of the one whose it is, as his cancel does. The computation goes on while anybody waits
 * for it, and is stopped when the last one's time is up or he cancels.
 *
 * <p>Needs {@code com.github.ben-manes.caffeine:caffeine}. Threading: all methods from any thread.
 */
public final class ResultCache implements RemoteExecutor {
  private final RemoteExecutor base;
  private final CaffeineStore store;
  private final ConcurrentMap<CallKey, SharedWork> underWay = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder shared = new LongAdder();
  private final LongAdder misses = new LongAdder();

  ResultCache(RemoteExecutor base, CacheOptions options) {
    this.base = base;
    try {
      this.store = new CaffeineStore(Check.given(options, "options"));
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "a cache of results needs com.github.ben-manes.caffeine:caffeine, which is not on the class path: add it",
          e);
    }
  }

  @Override
  public TaskOptions options() {
    return base.options();
  }

  @Override
  public int parallelism() {
    return base.parallelism();
  }

  @Override
  public <T extends @Nullable Object> PoolTask<T> submit(TaskOptions options, RemoteWork<T> work) {
    if (work.isAction() || work.function() instanceof ChunkFunction<?, ?>) {
      return base.submit(options, work);
    }
    CallKey key = key(work);
    while (true) {
      Optional<Ending.Returned> kept = store.find(key);
      if (kept.isPresent()) {
        hits.increment();
        return new PoolTask<>(new KnownResult(options.name().orElse("cached"), kept.get()));
      }
      // The same time for all ways to ask: an option that is not set is the executor's own.
      Optional<Duration> limit = options.deadline().or(() -> base.options().deadline());
      SharedWork mine = new SharedWork(limit, (self, ending) -> ended(key, self, ending));
      SharedWork other = underWay.putIfAbsent(key, mine);
      if (other == null) {
        return begin(key, mine, options, work);
      }
      Optional<Waiter> waiter = other.join(limit);
      if (waiter.isPresent()) {
        shared.increment();
        return new PoolTask<>(waiter.get());
      }
      // Given up by all, or over: whoever comes now begins anew.
      underWay.remove(key, other);
    }
  }

  private <T extends @Nullable Object> PoolTask<T> begin(
      CallKey key, SharedWork mine, TaskOptions options, RemoteWork<T> work) {
    try {
      Waiter first = mine.first();
      mine.runs(base.submit(options, work));
      misses.increment();
      return new PoolTask<>(first);
    } catch (Throwable e) {
      underWay.remove(key, mine);
      mine.refused(e);
      throw e;
    }
  }

  private void ended(CallKey key, SharedWork work, Ending ending) {
    if (ending instanceof Ending.Returned returned) {
      store.keep(key, returned);
    }
    underWay.remove(key, work);
  }

  private static CallKey key(RemoteWork<?> work) {
    try {
      return CallKey.of(
          TaskMessage.encode(Optional.of(""), Map.of(), work, Rules.plain(Integer.MAX_VALUE))
              .key());
    } catch (UnsendableException | TooLargeException e) {
      throw new IllegalArgumentException("the task can't be sent: " + e.getMessage(), e);
    }
  }

  /** Drops all results; what is under way goes on. */
  public void clear() {
    store.clear();
  }

  /** How things stand now. */
  public CacheStatistics statistics() {
    return new CacheStatistics(
        hits.sum(), shared.sum(), misses.sum(), store.evicted(), store.entries());
  }
}
