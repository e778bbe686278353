package dev.outrigger.http.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.Browser;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.PageHandler;
import dev.outrigger.http.Served;
import dev.outrigger.http.secure.Pki;
import dev.outrigger.http.tls.Identity;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.runtime.TaskBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A browser, in a process of its own, speaks HTTP/3 with us and nothing else. */
@ExtendWith(NoLeaks.class)
@Timeout(120)
class BrowserTest {
  @TempDir private Path folder;

  private final PageHandler page = new PageHandler();

  private static String fingerprint(Identity identity) throws Exception {
    byte[] key = identity.load().own().getPublicKey().getEncoded();
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
  }

  @Test
  void aBrowserGetsAllThatItAsksFor() throws Exception {
    Path signing = Files.createDirectory(folder.resolve("pki"));
    Identity identity = new Pki(signing).sign("localhost", "localhost").identity();
    try (LoggedLines logged = new LoggedLines();
        Served served = Http3Served.by(TaskBackend.LOOP_CARRIED, ServerTls.of(identity), page)) {
      String origin = "localhost:" + served.server().address().getPort();
      try (Browser _ =
          Browser.visiting(
              "https://" + origin,
              folder,
              "--enable-quic",
              "--origin-to-force-quic-on=" + origin,
              "--ignore-certificate-errors-spki-list=" + fingerprint(identity),
              "--host-resolver-rules=MAP localhost 127.0.0.1")) {
        assertThat(page.said().get(60, TimeUnit.SECONDS)).isEqualTo("all right");
        assertThat(page.versions()).containsExactly("HTTP/3");
      }
      logged.expectNothing();
    }
  }
}
