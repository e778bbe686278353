package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpServer;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.secure.Pki;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.runtime.TaskBackend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The clients of nghttp2, which know that HTTP/2 is spoken, or agree on it by TLS. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(120)
class NghttpTest {
  private static final int STREAMS = 100;
  private static final int CONNECTIONS = 4;
  private static final int REQUESTS = 600;

  @TempDir private static Path folder;

  private static ServerTls tls;

  private final TaskBackend backend;

  NghttpTest(TaskBackend backend) {
    this.backend = backend;
  }

  @BeforeAll
  static void sign() throws Exception {
    tls = ServerTls.of(new Pki(folder).sign("site", "localhost").identity());
  }

  private static HttpResponse answer(HttpRequest request) throws Exception {
    return switch (request.path()) {
      case "/echo" -> HttpResponse.of(200, "", request.body().bytes(2_000_000));
      case "/stream" -> HttpResponse.stream(200, "", out -> out.write("by and by"));
      default -> HttpResponse.text(200, request.version() + " " + request.path());
    };
  }

  /** One with TLS or without, and the beginning of its addresses. */
  private interface Use {
    void of(Served served, String base) throws Exception;
  }

  private void inClearText(Use use) throws Exception {
    run("http", options -> options, use);
  }

  private void overTls(Use use) throws Exception {
    run("https", options -> options.tls(tls), use);
  }

  private void run(String scheme, UnaryOperator<HttpServer.Builder> options, Use use)
      throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.with(backend, options, NghttpTest::answer)) {
      use.of(served, scheme + "://localhost:" + served.server().address().getPort());
      logged.expectNothing();
    }
  }

  private static byte[] told(String... command) throws Exception {
    Process program =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      byte[] output = program.getInputStream().readAllBytes();
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(program.exitValue()).isZero();
      return output;
    } finally {
      program.destroyForcibly();
    }
  }

  private static String text(byte[] told) {
    return new String(told, StandardCharsets.UTF_8);
  }

  private void expectAnswers(String base) throws Exception {
    assertThat(text(told("nghttp", base + "/text"))).isEqualTo("HTTP/2 /text");
    assertThat(text(told("nghttp", base + "/stream"))).isEqualTo("by and by");
    byte[] body = "0123456789abcdef".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
    Path file = Files.write(folder.resolve("body"), body);
    assertThat(told("nghttp", "-d", file.toString(), base + "/echo")).isEqualTo(body);
  }

  /** Several at once on one connection; each line of the statistics ends with status and so on. */
  private void expectManyAnswers(Served served, String base) throws Exception {
    long before = served.server().statistics().connectionsAccepted();
    String told = text(told("nghttp", "-n", "-s", "-m", "50", base + "/a", base + "/b"));
    assertThat(told.lines().filter(line -> line.matches(".* 200 +\\d+ /[ab]"))).hasSize(100);
    assertThat(served.server().statistics().connectionsAccepted()).isEqualTo(before + 1);
  }

  private void expectEverythingSucceeds(Served served, String base, String... more)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("h2load", "-n", "" + REQUESTS));
    command.addAll(List.of("-c", "" + CONNECTIONS, "-m", "" + STREAMS));
    command.addAll(List.of(more));
    command.add(base);
    long before = served.server().statistics().successes();
    assertThat(text(told(command.toArray(String[]::new))))
        .contains(
            REQUESTS + " succeeded, 0 failed, 0 errored, 0 timeout",
            REQUESTS + " 2xx, 0 3xx, 0 4xx, 0 5xx");
    assertThat(served.server().statistics().successes()).isEqualTo(before + REQUESTS);
    Served.until(() -> served.server().statistics().connectionsOpen() == 0);
    assertThat(served.server().statistics().requestsRunning()).isZero();
    assertThat(served.server().statistics().cancelledByClients()).isZero();
  }

  @Test
  void nghttpKnowsWithoutAsking() throws Exception {
    inClearText((served, base) -> {
      expectAnswers(base);
      expectManyAnswers(served, base);
    });
  }

  @Test
  void nghttpAgreesOnItByTls() throws Exception {
    overTls((served, base) -> {
      expectAnswers(base);
      expectManyAnswers(served, base);
    });
  }

  @Test
  void noneOfManyRequestsAtOnceFails() throws Exception {
    inClearText((served, base) -> expectEverythingSucceeds(served, base + "/text"));
  }

  @Test
  void noneOfManyRequestsAtOnceFailsOverTls() throws Exception {
    overTls((served, base) -> expectEverythingSucceeds(served, base + "/text"));
  }

  @Test
  void noneOfManyBodiesAtOnceFails() throws Exception {
    Path file = Files.write(folder.resolve("body"), new byte[10_000]);
    inClearText(
        (served, base) -> expectEverythingSucceeds(served, base + "/echo", "-d", file.toString()));
  }
}
