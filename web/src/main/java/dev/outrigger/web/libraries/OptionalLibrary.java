package dev.outrigger.web.libraries;

import java.util.function.Supplier;

/** A library that need not be there, until somebody uses what is made of it. */
public enum OptionalLibrary {
  /** Caches. */
  CAFFEINE("com.github.ben-manes.caffeine:caffeine"),
  /** Limits of concurrency. */
  CONCURRENCY_LIMITS("com.netflix.concurrency-limits:concurrency-limits-core"),
  /** JSON Web Tokens. */
  NIMBUS("com.nimbusds:nimbus-jose-jwt"),
  /** Templates. */
  PEBBLE("io.pebbletemplates:pebble");

  private final String artifact;

  OptionalLibrary(String artifact) {
    this.artifact = artifact;
  }

  /**
   * Makes something of the library.
   *
   * @param what in the plural, for the message: {@code rate limits}
   * @throws IllegalStateException if the library is not there
   */
  public <T> T need(String what, Supplier<T> making) {
    try {
      return making.get();
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          what + " need " + artifact + ", which is not on the class path: add it", e);
    }
  }
}
