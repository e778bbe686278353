package dev.outrigger.pool;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.outrigger.pool.mapping.Packing;
import dev.outrigger.pool.schedule.Ending;
import java.util.Optional;

/** Kept results; the only class that knows Caffeine, which need not be there. */
final class CaffeineStore {
  private final Cache<CallKey, Ending.Returned> results;

  CaffeineStore(CacheOptions options) {
    Caffeine<Object, Object> builder = Caffeine.newBuilder().recordStats();
    options.expiry().ifPresent(builder::expireAfterWrite);
    results =
        options.inBytes()
            ? builder.maximumWeight(options.maximum()).weigher(CaffeineStore::weight).build()
            : builder.maximumSize(options.maximum()).build();
  }

  private static int weight(CallKey key, Ending.Returned result) {
    return (int) Math.min(Integer.MAX_VALUE, key.size() + Packing.weight(result.value()));
  }

  Optional<Ending.Returned> find(CallKey key) {
    return Optional.ofNullable(results.getIfPresent(key));
  }

  void keep(CallKey key, Ending.Returned result) {
    results.put(key, result);
  }

  void clear() {
    results.invalidateAll();
  }

  long evicted() {
    results.cleanUp();
    return results.stats().evictionCount();
  }

  long entries() {
    return results.estimatedSize();
  }
}
