package dev.outrigger.supervisor.metrics;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Sends snapshots to a statsd server. Nobody answers, and nobody waits: what is lost is lost.
 *
 * <p>Threading: one thread in turn.
 */
public final class Statsd implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");

  private final DatagramChannel channel;
  private final InetSocketAddress server;
  private final String prefix;
  private Optional<Snapshot> before = Optional.empty();

  private Statsd(DatagramChannel channel, InetSocketAddress server, String prefix) {
    this.channel = channel;
    this.server = server;
    this.prefix = prefix;
  }

  /** To a server, which need not be there. */
  public static Statsd to(InetSocketAddress server, String prefix) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.configureBlocking(false);
    return new Statsd(channel, server, prefix);
  }

  /** Sends one. */
  public void send(Snapshot now) {
    for (String packet : StatsdLines.packets(StatsdLines.of(now, before.orElse(now), prefix))) {
      try {
        int _ = channel.send(ByteBuffer.wrap(packet.getBytes(StandardCharsets.UTF_8)), server);
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "statsd at " + server + " hears nothing", e);
      }
    }
    before = Optional.of(now);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the socket for statsd did not close", e);
    }
  }
}
