package dev.outrigger.web.files;

import dev.outrigger.web.headers.CacheControl;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What was said about static files; see {@link StaticFiles}. */
record StaticOptions(
    CacheControl caching,
    Predicate<String> unchanging,
    boolean precompressed,
    List<String> index,
    Optional<String> fallback,
    boolean listing,
    boolean hidden,
    long memory) {

  static StaticOptions defaults() {
    return new StaticOptions(
        CacheControl.noCache(),
        _ -> false,
        false,
        List.of("index.html"),
        Optional.empty(),
        false,
        false,
        32L << 20);
  }

  StaticOptions withCaching(CacheControl choice) {
    return new StaticOptions(
        choice, unchanging, precompressed, index, fallback, listing, hidden, memory);
  }

  StaticOptions withUnchanging(Predicate<String> names) {
    return new StaticOptions(
        caching, names, precompressed, index, fallback, listing, hidden, memory);
  }

  StaticOptions withPrecompressed() {
    return new StaticOptions(caching, unchanging, true, index, fallback, listing, hidden, memory);
  }

  StaticOptions withIndex(List<String> names) {
    return new StaticOptions(
        caching, unchanging, precompressed, names, fallback, listing, hidden, memory);
  }

  StaticOptions withFallback(String path) {
    return new StaticOptions(
        caching, unchanging, precompressed, index, Optional.of(path), listing, hidden, memory);
  }

  StaticOptions withListing() {
    return new StaticOptions(
        caching, unchanging, precompressed, index, fallback, true, hidden, memory);
  }

  StaticOptions withHidden() {
    return new StaticOptions(
        caching, unchanging, precompressed, index, fallback, listing, true, memory);
  }

  StaticOptions withMemory(long bytes) {
    return new StaticOptions(
        caching, unchanging, precompressed, index, fallback, listing, hidden, bytes);
  }
}
