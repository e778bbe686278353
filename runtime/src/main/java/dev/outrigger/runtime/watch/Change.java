package dev.outrigger.runtime.watch;

import java.nio.file.Path;

/**
 * What is different about a file since the last batch: one change for each path, however often it
 * was written.
 *
 * @param kind in what way
 * @param path as the watch was given it, with what follows inside
 */
public record Change(Kind kind, Path path) {

  /** In what way something changed. */
  public enum Kind {
    /** It was not there before. */
    ADDED,
    /** It was there and is there, but was written, touched or replaced. */
    MODIFIED,
    /** It is no longer there. */
    REMOVED,
    /**
     * The system lost events of this root, since too many came. All was looked at again, and the
     * other changes of the batch say what differs; only what was rewritten with the same length
     * within a few milliseconds of the look before may be missing.
     */
    OVERFLOW
  }
}
