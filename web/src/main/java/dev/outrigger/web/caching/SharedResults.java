package dev.outrigger.web.caching;

import dev.outrigger.pool.CacheStatistics;
import dev.outrigger.runtime.Loop;
import dev.outrigger.web.libraries.OptionalLibrary;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;

/**
 * Results that many requests ask for and that cost much, each computed once: while it is under way,
 * others that ask for the same key wait for it too, and its result is kept for those who come
 * later. Failures are not kept.
 *
 * <pre>{@code
 * SharedResults<String, byte[]> small = SharedResults.weighing(64 << 20, bytes -> bytes.length);
 *
 * app.get("/small/{id}", request ->
 *     small.get(request.path("id"), () -> request.offload(Images::small, request.path("id"))));
 * }</pre>
 *
 * <p>The work runs in a task of its own, on the loop of who asked first, and belongs to all who
 * wait for it: a client that goes away, the first one too, or a deadline ends only the waiting of
 * the one whose it is. When the last has left, the work is cancelled, a process that it had asked
 * included, and the last one leaves when that has ended. So the work has no deadline but its own:
 * give it one, by {@code TaskOptions} or a scope. A failure is told to all who wait.
 *
 * <p>All who ask get the same object, and must not change it. Work must not ask for its own key.
 *
 * <p>Needs {@code com.github.ben-manes.caffeine:caffeine}. Threading: from tasks of any loop.
 *
 * @param <K> what a result is found by; a record of all that it depends on
 * @param <V> the results
 */
public final class SharedResults<K, V> {
  private final long most;
  private final ToIntFunction<V> weight;
  private final KeptResults<K, V> kept;
  private final ConcurrentMap<K, Joint<V>> underWay = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder shared = new LongAdder();
  private final LongAdder misses = new LongAdder();

  private SharedResults(long most, ToIntFunction<V> weight, Optional<Duration> expiry) {
    if (most < 1) {
      throw new IllegalArgumentException("at least 1 must be kept, not " + most);
    }
    this.most = most;
    this.weight = weight;
    this.kept =
        OptionalLibrary.CAFFEINE.need(
            "shared results", () -> new KeptResults<>(most, weight, expiry));
  }

  /** Keeps so many results; what has not been asked for lately goes first. */
  public static <K, V> SharedResults<K, V> of(long results) {
    return new SharedResults<>(results, _ -> 1, Optional.empty());
  }

  /** Keeps results of this weight together, such as that of their bytes. */
  public static <K, V> SharedResults<K, V> weighing(long most, ToIntFunction<V> weight) {
    return new SharedResults<>(most, weight, Optional.empty());
  }

  /** The same, still empty, with results that are computed anew when they are older. */
  public SharedResults<K, V> expiringAfter(Duration age) {
    if (age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException("results are kept for longer than nothing, not " + age);
    }
    return new SharedResults<>(most, weight, Optional.of(age));
  }

  /**
   * The result for this key: as it was kept, as somebody else is computing it, or computed now.
   *
   * @param work what computes it; may wait
   * @throws IllegalStateException if the caller is no task of a loop
   * @throws Exception what the work threw, as itself
   */
  public V get(K key, Callable<? extends V> work) throws Exception {
    while (true) {
      Optional<V> known = kept.find(key);
      if (known.isPresent()) {
        hits.increment();
        return known.get();
      }
      Joint<V> mine = Joint.apart();
      Joint<V> other = underWay.putIfAbsent(key, mine);
      if (other == null) {
        return begin(key, mine, work);
      }
      if (other.join()) {
        shared.increment();
        return other.await();
      }
      // All have left it: whoever comes now begins anew.
      boolean _ = underWay.remove(key, other);
    }
  }

  private V begin(K key, Joint<V> mine, Callable<? extends V> work) throws Exception {
    Optional<V> sinceThen = kept.find(key);
    if (sinceThen.isPresent()) {
      hits.increment();
      boolean _ = underWay.remove(key, mine);
      mine.returned(sinceThen.get());
      return sinceThen.get();
    }
    misses.increment();
    try {
      Loop.current()
          .orElseThrow(() -> new IllegalStateException("this is no task of a loop"))
          .start("result for " + key, () -> compute(key, mine, work));
    } catch (RuntimeException e) {
      boolean _ = underWay.remove(key, mine);
      mine.failed(e);
      throw e;
    }
    return mine.await();
  }

  // Whatever it is: those who wait are told.
  @SuppressWarnings("CatchingUnchecked")
  private void compute(K key, Joint<V> mine, Callable<? extends V> work) {
    try {
      V value =
          Objects.requireNonNull(
              mine.scope().<V>run(work::call), () -> "the work for " + key + " returned null");
      // In one step, so that forgetting comes before or behind; and first of all, so that whoever
      // has the result finds it when he asks again.
      underWay.computeIfPresent(
          key,
          (_, present) -> {
            if (present.equals(mine)) {
              kept.put(key, value);
            }
            return present;
          });
      boolean _ = underWay.remove(key, mine);
      mine.returned(value);
    } catch (Throwable e) {
      boolean _ = underWay.remove(key, mine);
      mine.failed(e);
    }
  }

  /**
   * Drops the result for this key, since what it was made of has changed. What is under way goes on
   * for those who wait for it, and is not kept; who asks from now on has it computed anew.
   */
  public void forget(K key) {
    // First what is under way: it keeps its result only as long as it stands there.
    Optional<Joint<V>> _ = Optional.ofNullable(underWay.remove(key));
    kept.drop(key);
  }

  /** Drops all results, as {@link #forget} does. */
  public void clear() {
    List.copyOf(underWay.keySet()).forEach(this::forget);
    kept.dropAll();
  }

  /** How things stand now. */
  public CacheStatistics statistics() {
    kept.tidyUp();
    return new CacheStatistics(hits.sum(), shared.sum(), misses.sum(), kept.evicted(), kept.size());
  }
}
