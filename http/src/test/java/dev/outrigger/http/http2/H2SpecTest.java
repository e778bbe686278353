package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Served;
import dev.outrigger.http.secure.Pki;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** h2spec, which tries every rule of RFC 7540 and RFC 7541, the strict ones too. */
@Tag("conformance")
class H2SpecTest {
  private static final String ARCHIVE = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";

  @TempDir private Path directory;

  private static HttpResponse answer(HttpRequest request) throws Exception {
    byte[] body = request.body().bytes();
    return HttpResponse.text(200, "hello " + body.length);
  }

  @Test
  void everyCaseIsPassed() throws Exception {
    unpack();
    try (Served served = Served.by(TaskBackend.LOOP_CARRIED, H2SpecTest::answer)) {
      expectAllPassed(served);
    }
  }

  @Test
  void everyCaseIsPassedOverTls() throws Exception {
    unpack();
    ServerTls tls = ServerTls.of(new Pki(directory).sign("site", "localhost").identity());
    try (Served served = Served.securely(TaskBackend.LOOP_CARRIED, tls, H2SpecTest::answer)) {
      expectAllPassed(served, "--tls", "--insecure");
    }
  }

  private void expectAllPassed(Served served, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("./h2spec", "--strict", "--timeout", "5"));
    command.addAll(List.of("--port", "" + served.server().address().getPort()));
    command.addAll(List.of(more));
    assertThat(run(command.toArray(String[]::new)))
        .contains("146 tests, 146 passed, 0 skipped, 0 failed");
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
