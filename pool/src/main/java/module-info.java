import org.jspecify.annotations.NullMarked;

/** A pool of worker processes, usable alone in any Java program. */
@NullMarked
module dev.outrigger.pool {
  requires static transitive org.jspecify;
  requires java.management;
  // How much memory the machine or the cgroup has.
  requires jdk.management;
  // Workers ignore the terminal's Ctrl-C; the JDK has no other way to say so.
  requires jdk.unsupported;

  exports dev.outrigger.pool;
}
