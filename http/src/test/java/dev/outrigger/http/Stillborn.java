package dev.outrigger.http;

import io.netty.channel.Channel;

/** A protocol that can't begin, since its author was careless. */
public final class Stillborn implements Upgrade {
  @Override
  public String protocol() {
    return "parrot";
  }

  @Override
  public void begin(Channel channel) {
    throw new IllegalStateException("careless");
  }

  @Override
  public void run() {}

  @Override
  public void drain() {}

  @Override
  public boolean isOver() {
    return false;
  }
}
