import org.jspecify.annotations.NullMarked;

/** A JUnit extension for tests of what runs on event loops. */
@NullMarked
module dev.outrigger.testing {
  requires static transitive org.jspecify;
  requires transitive dev.outrigger.runtime;
  requires transitive org.junit.jupiter.api;

  exports dev.outrigger.testing;

  // JUnit makes the extension.
  opens dev.outrigger.testing to
      org.junit.platform.commons;
}
