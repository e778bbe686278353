package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What curl sends, and what it makes of the answers. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class CurlTest {
  private static final int LARGE = 4_000_000;
  private static final HttpHandler SEEN =
      request -> {
        long length = request.path().equals("/no") ? 0 : request.body().bytes(LARGE).length;
        int status = request.path().equals("/no") ? 403 : 200;
        return HttpResponse.text(
            status,
            String.join(
                " ",
                request.method(),
                request.target(),
                "" + length,
                "of",
                "" + request.body().declaredLength(),
                request.body().trailers().first("Checksum").orElse("-")));
      };

  private final TaskBackend backend;

  @TempDir private Path folder;

  CurlTest(TaskBackend backend) {
    this.backend = backend;
  }

  /** What curl prints; {@code URL} in an argument stands for the server. */
  private String curl(HttpHandler handler, String... arguments) throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, handler)) {
      String server = "http://127.0.0.1:" + served.server().address().getPort();
      List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error"));
      for (String argument : arguments) {
        command.add(argument.replace("URL", server));
      }
      Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
      try {
        String output = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        logged.expectNothing();
        return output;
      } finally {
        curl.destroyForcibly();
      }
    }
  }

  private static String file(String path) {
    return "@" + path;
  }

  private String large() throws IOException {
    return Files.write(folder.resolve("large"), new byte[LARGE]).toString();
  }

  @Test
  void severalUrlsGoOverOneConnection() throws Exception {
    assertThat(curl(SEEN, "--http1.1", "-w", " %{num_connects} ", "URL/1", "URL/2?a=b", "URL/3"))
        .isEqualTo("GET /1 0 of 0 - 1 GET /2?a=b 0 of 0 - 0 GET /3 0 of 0 - 0 ");
  }

  @Test
  void aClientOf10GetsItsAnswer() throws Exception {
    assertThat(curl(SEEN, "--http1.0", "-i", "URL/10"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("Connection: close\r\n")
        .endsWith("GET /10 0 of 0 -");
  }

  @Test
  void aHeadIsAnsweredWithoutItsBody() throws Exception {
    assertThat(curl(SEEN, "-I", "URL/head")).contains("200 OK").contains("Content-Length: 19");
  }

  @Test
  void aLargeBodyIsAskedForFirst() throws Exception {
    assertThat(
            curl(SEEN, "-v", "-H", "Expect: 100-continue", "--data-binary", file(large()), "URL/"))
        .contains("HTTP/1.1 100 Continue")
        .contains("POST / " + LARGE + " of " + LARGE);
  }

  @Test
  void aLargeBodyThatNobodyWantsIsNotSent() throws Exception {
    assertThat(
            curl(
                SEEN, "-v", "-H", "Expect: 100-continue", "--data-binary", file(large()), "URL/no"))
        .contains("403 Forbidden")
        .doesNotContain("100 Continue");
  }

  @Test
  void aChunkedUploadIsReadWhole() throws Exception {
    assertThat(curl(SEEN, "-H", "Transfer-Encoding: chunked", "-T", large(), "URL/up"))
        .isEqualTo("PUT /up " + LARGE + " of -1 -");
  }

  @Test
  void aBodyIsRefusedWhileItComes() throws Exception {
    HttpHandler small = request -> HttpResponse.text(200, "" + request.body().bytes(10).length);
    assertThat(curl(small, "-H", "Transfer-Encoding: chunked", "-T", large(), "URL/"))
        .contains("longer than the 10 bytes");
  }

  @Test
  void anUpgradeToHttp2IsNotFollowed() throws Exception {
    assertThat(curl(SEEN, "--http2", "-d", "abc", "URL/")).isEqualTo("POST / 3 of 3 -");
  }

  @Test
  void aStreamIsReadToItsEnd() throws Exception {
    HttpHandler stream =
        request ->
            HttpResponse.stream(
                200,
                "text/plain",
                out -> {
                  for (int i = 0; i < 1000; i++) {
                    out.write("0123456789");
                  }
                });
    assertThat(curl(stream, "URL/")).hasSize(10_000);
    assertThat(curl(stream, "--http1.0", "URL/")).hasSize(10_000);
  }
}
