import org.jspecify.annotations.NullMarked;

/** Event loops whose tasks are virtual threads, scopes, and work offloaded to a process pool. */
@NullMarked
@SuppressWarnings("module") // http, to which a package is exported, is built later
module dev.outrigger.runtime {
  requires static transitive org.jspecify;
  requires transitive dev.outrigger.pool;
  requires transitive io.netty.transport;
  requires transitive com.softwaremill.jox;
  requires io.netty.common;
  requires io.netty.buffer;
  requires io.netty.handler;
  requires io.netty.transport.unix.common;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.classes.io_uring;
  requires jdk.unsupported;
  // Events of blocked loops, where there is a flight recorder.
  requires static jdk.jfr;

  exports dev.outrigger.runtime;
  exports dev.outrigger.runtime.process;
  exports dev.outrigger.runtime.sync;
  exports dev.outrigger.runtime.watch;
  exports dev.outrigger.runtime.stream;
  // Not for users: what our own servers are made of.
  exports dev.outrigger.runtime.socket to
      dev.outrigger.cli,
      dev.outrigger.http,
      dev.outrigger.supervisor;
  exports dev.outrigger.runtime.clock to
      dev.outrigger.supervisor;
  exports dev.outrigger.runtime.handover to
      dev.outrigger.http;
}
