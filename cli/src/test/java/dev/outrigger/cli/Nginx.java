package dev.outrigger.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's nginx with a listing of the page about deploying, in a folder of the test's own. */
record Nginx(Process process, URI uri, Path errors) implements AutoCloseable {
  private static final Pattern LISTING = Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL);
  private static final String ON_THE_PAGE = "unix:/run/shop/http.sock";

  /**
   * Starts it.
   *
   * @param number of the listing on the page, from 0
   * @param service where our server listens, as nginx is told it
   */
  static Nginx start(Path folder, int number, String service) throws Exception {
    int port = freePort();
    String listing = listings().get(number);
    assertThat(listing).contains("listen 80;").containsAnyOf(ON_THE_PAGE, "127.0.0.1:8888");
    Path config = folder.resolve("nginx.conf");
    Path errors = folder.resolve("nginx.log");
    Files.writeString(
        config,
        """
        daemon off;
        pid nginx.pid;
        %s
        events {}
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          %s
        }
        """
            .formatted(
                // Its workers would be others than the owner of the socket and the folder.
                System.getProperty("user.name").equals("root") ? "user root;" : "",
                listing
                    .replace("listen 80;", "listen 127.0.0.1:" + port + ";")
                    .replace(ON_THE_PAGE, service)
                    .replace("127.0.0.1:8888", service)));
    Process process =
        new ProcessBuilder(
                executable(),
                "-p",
                folder.toString(),
                "-e",
                errors.toString(),
                "-c",
                config.toString())
            .inheritIO()
            .start();
    Nginx started = new Nginx(process, URI.create("http://127.0.0.1:" + port + "/"), errors);
    started.awaitPort(port);
    return started;
  }

  /** Debian keeps it out of the PATH of those who are not root. */
  private static String executable() {
    return Files.isExecutable(Path.of("/usr/sbin/nginx")) ? "/usr/sbin/nginx" : "nginx";
  }

  private static List<String> listings() throws IOException {
    Matcher found = LISTING.matcher(Files.readString(Path.of("../docs/deploy.md")));
    return found.results().map(each -> each.group(1)).toList();
  }

  /** It can't be told to take any free one. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort(int port) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      assertThat(process.isAlive()).as("nginx runs; its log is %s", log()).isTrue();
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException notYet) {
        assertThat(System.nanoTime()).as("nginx listens: %s", notYet).isLessThan(deadline);
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    }
  }

  /** What it has to complain of. */
  List<String> log() throws IOException {
    return Files.exists(errors) ? Files.readAllLines(errors) : List.of();
  }

  @Override
  public void close() {
    process.destroy();
    var _ = process.onExit().orTimeout(30, SECONDS).join();
  }
}
