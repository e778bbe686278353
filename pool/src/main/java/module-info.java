import org.jspecify.annotations.NullMarked;

/** A pool of worker processes, usable alone in any Java program. */
@NullMarked
module dev.outrigger.pool {
  requires static transitive org.jspecify;
  requires java.management;
  // How much memory the machine or the cgroup has.
  requires jdk.management;

  exports dev.outrigger.pool;
}
