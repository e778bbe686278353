import org.jspecify.annotations.NullMarked;

/** A pool of worker processes, usable alone in any Java program. */
@NullMarked
@SuppressWarnings("module") // those to whom single packages are exported are built later
module dev.outrigger.pool {
  // Not transitive: who requires this module would then need that one to compile.
  requires static org.jspecify;
  requires java.management;
  // How much memory the machine or the cgroup has.
  requires jdk.management;
  // Each used only where it is there: log records and the diagnostic context of workers, events.
  requires static java.logging;
  requires static jdk.jfr;
  requires static org.slf4j;
  // Each only for those who ask: a cache of results, a bar for a long map.
  requires static com.github.benmanes.caffeine;
  requires static me.tongfei.progressbar;

  exports dev.outrigger.pool;
  // The log manager makes its own settings and handlers.
  exports dev.outrigger.pool.logging to
      java.logging;
  // A task of the runtime takes along to its children what a task of the pool takes to its worker.
  exports dev.outrigger.pool.context to
      dev.outrigger.runtime;

  // Times and sizes read the same wherever they are written.
  exports dev.outrigger.pool.wording to
      dev.outrigger.cli;
  // An arbiter has a private folder, and processes whose memory it looks at, as a pool does.
  exports dev.outrigger.pool.process to
      dev.outrigger.cli,
      dev.outrigger.supervisor;

  uses dev.outrigger.pool.ContextCarrier;
}
