import org.jspecify.annotations.NullMarked;

/** Measurements of Outrigger beside its peers. */
@NullMarked
module dev.outrigger.bench {
  requires static org.jspecify;
  requires dev.outrigger.http;
  requires dev.outrigger.pool;
  requires dev.outrigger.runtime;
  requires dev.outrigger.web;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.codec.http2;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires java.logging;
  requires jakarta.validation;
  requires jdk.management;
  requires tools.jackson.databind;
}
