package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** h2spec, which tries every rule of RFC 7540 and RFC 7541, the strict ones too. */
@Tag("conformance")
class H2SpecTest {
  private static final String ARCHIVE = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";

  @TempDir private Path directory;

  @Test
  void everyCaseIsPassed() throws Exception {
    unpack();
    HttpHandler handler =
        request -> {
          byte[] body = request.body().bytes();
          return HttpResponse.text(200, "hello " + body.length);
        };
    try (Served served = Served.by(TaskBackend.LOOP_CARRIED, handler)) {
      String said =
          run(
              "./h2spec",
              "--strict",
              "--timeout",
              "5",
              "--port",
              "" + served.server().address().getPort());
      assertThat(said).contains("146 tests, 146 passed, 0 skipped, 0 failed");
    }
  }

  private void unpack() throws IOException, InterruptedException {
    try (InputStream archive =
        Objects.requireNonNull(H2SpecTest.class.getResourceAsStream(ARCHIVE))) {
      Files.copy(archive, directory.resolve("h2spec.tar.gz"));
    }
    assertThat(run("tar", "xzf", "h2spec.tar.gz")).isEmpty();
  }

  private String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int _ = process.waitFor();
    return said;
  }
}
