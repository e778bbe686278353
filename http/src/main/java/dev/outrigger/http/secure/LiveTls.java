package dev.outrigger.http.secure;

import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.tls.TlsConfigurationException;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContext;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The TLS of a server that runs: its certificates can be exchanged while connections come.
 *
 * <p>Threading: {@code load}, {@code reload} and {@code close} from any thread but a loop's, the
 * rest on loops. A loop takes the contexts from a field and uses them within the same step; so what
 * was taken out of the field can be released once each loop has done a step more, and no loop waits
 * for anything.
 */
public final class LiveTls implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.http");

  private final ServerTls tls;
  private final List<String> protocols;
  private final List<? extends Executor> loops;
  private final ReentrantLock exchanging = new ReentrantLock();
  private final List<Follower> followers = new CopyOnWriteArrayList<>();
  private volatile Optional<Contexts> current;

  /** Whoever shows the same certificates by other means. */
  public interface Follower {
    /**
     * Reads the certificates again, and changes nothing yet.
     *
     * @return what makes the change; cannot fail
     * @throws TlsConfigurationException if one can't be used
     */
    Runnable prepare();
  }

  private LiveTls(
      ServerTls tls, List<String> protocols, List<? extends Executor> loops, Contexts current) {
    this.tls = tls;
    this.protocols = protocols;
    this.loops = loops;
    this.current = Optional.of(current);
  }

  /**
   * Reads the certificates.
   *
   * @param protocols what ALPN offers, the best first
   * @throws TlsConfigurationException if one can't be used
   */
  public static LiveTls load(
      ServerTls tls, List<String> protocols, List<? extends Executor> loops) {
    LiveTls live = new LiveTls(tls, protocols, loops, Contexts.load(tls, protocols));
    live.warnOfDates();
    return live;
  }

  /**
   * Reads the certificates again, for the connections to come.
   *
   * @throws TlsConfigurationException if one can't be used; then all stay as they were
   */
  public void reload() {
    exchanging.lock();
    try {
      Optional<Contexts> old = current;
      if (old.isEmpty()) {
        return;
      }
      List<Runnable> changes = followers.stream().map(Follower::prepare).toList();
      current = Optional.of(Contexts.load(tls, protocols));
      changes.forEach(Runnable::run);
      retire(old.get());
      warnOfDates();
      LOG.log(Level.INFO, () -> "certificates reloaded: " + described());
    } finally {
      exchanging.unlock();
    }
  }

  /** Has this one told at each reload. */
  public void followedBy(Follower follower) {
    followers.add(follower);
  }

  /** What is to be shown, and how. */
  public ServerTls wanted() {
    return tls;
  }

  /** The files that certificates come from. */
  public List<Path> files() {
    return Stream.of(
            Stream.of(tls.identity()).flatMap(identity -> identity.files().stream()),
            tls.names().values().stream().flatMap(identity -> identity.files().stream()),
            tls.trust().stream().flatMap(trust -> trust.files().stream()))
        .flatMap(files -> files)
        .distinct()
        .toList();
  }

  /** Whether somebody shall look after the files. */
  public boolean isWatched() {
    return tls.watched();
  }

  /** What goes to the front of a connection's pipeline and puts TLS in its own place. */
  public ChannelHandler greeter() {
    return new Greeter(this, tls.handshakeTimeout());
  }

  /** On a loop; for use within this step. Empty if the client is to be refused. */
  Optional<SslContext> contextFor(Optional<String> host) {
    return current.flatMap(contexts -> contexts.forName(host));
  }

  /** Connections that have not begun their handshake are refused from now on. */
  @Override
  public void close() {
    exchanging.lock();
    try {
      Optional<Contexts> old = current;
      current = Optional.empty();
      old.ifPresent(this::retire);
    } finally {
      exchanging.unlock();
    }
  }

  private void retire(Contexts old) {
    AtomicInteger left = new AtomicInteger(loops.size());
    Runnable passed =
        () -> {
          if (left.decrementAndGet() == 0) {
            old.release();
          }
        };
    for (Executor loop : loops) {
      try {
        loop.execute(passed);
      } catch (RejectedExecutionException ended) {
        passed.run();
      }
    }
  }

  private void warnOfDates() {
    Instant now = Instant.now();
    for (X509Certificate certificate : current.map(Contexts::shown).orElse(List.of())) {
      Instant first = certificate.getNotBefore().toInstant();
      Instant last = certificate.getNotAfter().toInstant();
      if (now.isAfter(last) || now.isBefore(first)) {
        LOG.log(
            Level.WARNING,
            "the certificate of {0} is not valid today, but from {1} to {2}: clients will refuse it",
            certificate.getSubjectX500Principal(),
            first,
            last);
      }
    }
  }

  private String described() {
    return String.join(
        "; ",
        current.map(Contexts::shown).orElse(List.of()).stream()
            .map(certificate ->
                certificate.getSubjectX500Principal()
                    + ", valid until "
                    + certificate.getNotAfter().toInstant())
            .toList());
  }

  @Override
  public String toString() {
    return "TLS with " + described();
  }
}
