import org.jspecify.annotations.NullMarked;

/** Several server processes behind one port, reloaded without losing a request. */
@NullMarked
module dev.outrigger.supervisor {
  requires static transitive org.jspecify;
  requires transitive dev.outrigger.http;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.common;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.unix.common;

  exports dev.outrigger.supervisor.arbiter;
  exports dev.outrigger.supervisor.board;
  exports dev.outrigger.supervisor.control;
  exports dev.outrigger.supervisor.host;
  exports dev.outrigger.supervisor.hooks;
  exports dev.outrigger.supervisor.member;
  exports dev.outrigger.supervisor.metrics;
  exports dev.outrigger.supervisor.posix;
}
