package dev.outrigger.http.secure;

import dev.outrigger.runtime.watch.FileWatch;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Reloads certificates when their files change. What can't be used is told in the log, and the old
 * certificates stay; so a certificate whose key is written a moment later is told once and then
 * taken.
 *
 * <p>Threading: has a virtual thread of its own, from {@code start} to {@code close}.
 */
public final class CertificateWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.http");
  // Tools write certificate and key one after the other.
  private static final Duration QUIET = Duration.ofMillis(200);

  private final LiveTls tls;
  private final FileWatch watch;

  private CertificateWatch(LiveTls tls, FileWatch watch) {
    this.tls = tls;
    this.watch = watch;
  }

  /** Watches from now on. */
  public static CertificateWatch start(LiveTls tls) throws IOException, InterruptedException {
    FileWatch watch = FileWatch.of(tls.files().toArray(Path[]::new)).quiet(QUIET).start();
    CertificateWatch started = new CertificateWatch(tls, watch);
    Thread.ofVirtual().name("outrigger-certificates").start(started::run);
    return started;
  }

  private void run() {
    try {
      while (true) {
        var _ = watch.next();
        reload();
      }
    } catch (ClosedWatchServiceException | InterruptedException end) {
      // Nobody wants to know any more.
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "the certificates' files are watched no longer (a reload can still be asked for): {0}",
          e.getMessage());
    }
  }

  private void reload() {
    try {
      tls.reload();
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "the new certificates are not taken, the old ones stay: {0}",
          e.getMessage());
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
