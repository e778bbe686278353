import org.jspecify.annotations.NullMarked;

/** A pool of worker processes, usable alone in any Java program. */
@NullMarked
module dev.outrigger.pool {
  requires static transitive org.jspecify;

  exports dev.outrigger.pool;
}
