package dev.outrigger.web.caching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.outrigger.runtime.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Results that are kept for a while, in a cache of Caffeine's. The one class that knows that
 * library, so that all others can be loaded without it.
 *
 * <p>Threading: from any thread.
 */
final class KeptResults<K, V> {
  private final Cache<K, V> cache;

  KeptResults(long most, ToIntFunction<V> weight, Optional<Duration> expiry) {
    // What it has to tidy up, the caller does, so that there is one clock: that of the tasks.
    Caffeine<Object, Object> options =
        Caffeine.newBuilder().recordStats().ticker(Time::now).executor(Runnable::run);
    expiry.ifPresent(options::expireAfterWrite);
    this.cache = options.maximumWeight(most).<K, V>weigher((_, v) -> weight.applyAsInt(v)).build();
  }

  Optional<V> find(K key) {
    return Optional.ofNullable(cache.getIfPresent(key));
  }

  void put(K key, V value) {
    cache.put(key, value);
  }

  void drop(K key) {
    cache.invalidate(key);
  }

  void dropAll() {
    cache.invalidateAll();
  }

  /** Does what was put off, so that the counts are true. */
  void tidyUp() {
    cache.cleanUp();
  }

  /** How many had to leave for others, or were too old. */
  long evicted() {
    return cache.stats().evictionCount();
  }

  long size() {
    return cache.estimatedSize();
  }
}
