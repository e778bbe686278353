package dev.outrigger.http.entrance;

import dev.outrigger.http.handover.Offer;
import dev.outrigger.http.http3.Http3Listener;
import dev.outrigger.http.http3.Requirements;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.listen.Networks;
import dev.outrigger.http.loop.Admission;
import dev.outrigger.http.loop.LoopWaits;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.secure.CertificateWatch;
import dev.outrigger.http.secure.LiveTls;
import dev.outrigger.http.socket.Given;
import dev.outrigger.http.socket.Listener;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.tls.TlsConfigurationException;
import dev.outrigger.runtime.EventLoops;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All ways into a server, with their TLS. A start that fails half-way leaves none of them.
 *
 * <p>Threading: from any thread but a loop's own.
 */
public final class Listeners {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.http");

  private final List<Listener> listeners = new ArrayList<>();
  private final Map<ServerTls, LiveTls> secured = new HashMap<>();
  private final List<Http3Listener> http3 = new ArrayList<>();
  private final List<CertificateWatch> watches = new ArrayList<>();

  private Listeners() {}

  /**
   * Reads all certificates, and listens everywhere.
   *
   * @param given what another server has left to this one
   * @param tls where an endpoint says nothing of its own; so with the proxies
   */
  public static Listeners open(
      List<Endpoint> endpoints,
      Given given,
      Optional<ServerTls> tls,
      Optional<Networks> proxies,
      EventLoops loops,
      LoopWaits waits,
      Admission admission,
      Map<EventLoop, ServerLoop> homes) {
    Listeners opened = new Listeners();
    boolean whole = false;
    try {
      // First what costs nobody anything if it fails.
      for (Endpoint endpoint : endpoints) {
        if (endpoint.http3()) {
          Requirements.check(
              endpoint, endpoint.tls().or(() -> tls), endpoint.proxies().or(() -> proxies));
        }
        endpoint.tls().or(() -> tls).ifPresent(wanted -> opened.secure(wanted, homes));
      }
      for (Endpoint endpoint : endpoints) {
        Optional<LiveTls> live = endpoint.tls().or(() -> tls).map(opened.secured::get);
        Entrance entrance =
            new Entrance(admission, homes, live, endpoint.proxies().or(() -> proxies));
        Supplier<Listener> tcp =
            () -> Listener.open(endpoint.place(), given, loops, waits, entrance);
        if (endpoint.http3()) {
          SameNumber both =
              SameNumber.open(
                  endpoint.place(),
                  tcp,
                  address ->
                      Http3Listener.open(
                          address, loops, waits, admission, homes, live.orElseThrow()));
          opened.listeners.add(both.tcp());
          opened.http3.add(both.udp());
          entrance.offer(both.udp().alternative());
        } else {
          opened.listeners.add(tcp.get());
        }
      }
      opened.secured.values().forEach(opened::watch);
      given.serving();
      opened.listeners.forEach(Listener::keep);
      whole = true;
      return opened;
    } finally {
      if (!whole) {
        opened.close();
        opened.release();
      }
    }
  }

  private void secure(ServerTls tls, Map<EventLoop, ServerLoop> homes) {
    secured.computeIfAbsent(
        tls,
        wanted ->
            LiveTls.load(wanted, List.of(Entrance.HTTP2, "http/1.1"), List.copyOf(homes.keySet())));
  }

  private void watch(LiveTls tls) {
    if (!tls.isWatched() || tls.files().isEmpty()) {
      return;
    }
    try {
      watches.add(CertificateWatch.start(tls));
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "the certificates' files are not watched (a reload can still be asked for): {0}",
          e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Offers the listening sockets to another process.
   *
   * @throws IllegalStateException if not all can be handed over
   */
  public Offer offer(Path where, EventLoops loops, LoopWaits waits) {
    if (!http3.isEmpty()) {
      throw new IllegalStateException(
          "the listening sockets can't be handed over: two processes cannot share HTTP/3's port");
    }
    return Offer.open(where, listeners, loops, waits);
  }

  public List<SocketAddress> addresses() {
    return listeners.stream().map(Listener::address).toList();
  }

  /**
   * Reads all certificates again; those that can't be used stay, and the first failure is thrown.
   */
  public void reload() {
    List<TlsConfigurationException> failures = new ArrayList<>();
    for (LiveTls tls : secured.values()) {
      try {
        tls.reload();
      } catch (TlsConfigurationException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      TlsConfigurationException first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }

  /** Whether other processes have them too, and serve who comes there. */
  public boolean areShared() {
    return listeners.stream().anyMatch(Listener::isShared);
  }

  /** Accepts what is there, then no more. */
  public void close() {
    watches.forEach(CertificateWatch::close);
    listeners.forEach(Listener::close);
  }

  /** No connection needs them any more. */
  public void release() {
    http3.forEach(Http3Listener::close);
    secured.values().forEach(LiveTls::close);
  }
}
