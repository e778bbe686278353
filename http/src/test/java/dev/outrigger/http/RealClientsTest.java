package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Python's clients and a browser, in processes of their own. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(120)
class RealClientsTest {
  private final TaskBackend backend;

  private final CompletableFuture<String> said = new CompletableFuture<>();

  @TempDir private Path folder;

  RealClientsTest(TaskBackend backend) {
    this.backend = backend;
  }

  private HttpResponse answer(HttpRequest request) throws Exception {
    return switch (request.path()) {
      case "/" -> HttpResponse.of(200, "text/html; charset=utf-8", resource("page.html"));
      case "/text" -> HttpResponse.text(200, "hello " + request.query());
      case "/echo" -> HttpResponse.of(200, "", request.body().bytes());
      case "/stream" -> HttpResponse.stream(200, "text/plain", RealClientsTest::digits);
      case "/endless" -> HttpResponse.stream(200, "text/plain", RealClientsTest::forever);
      case "/said" -> {
        said.complete(new String(request.body().bytes(), StandardCharsets.UTF_8));
        yield HttpResponse.text(200, "heard");
      }
      default -> HttpResponse.text(404, "no " + request.path());
    };
  }

  private static void digits(ResponseStream out) throws Exception {
    for (int i = 0; i < 5000; i++) {
      out.write("0123456789");
    }
  }

  private static void forever(ResponseStream out) throws Exception {
    while (true) {
      out.write("more of it ");
      out.flush();
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = RealClientsTest.class.getResourceAsStream("/clients/" + name)) {
      return in.readAllBytes();
    }
  }

  private static String told(List<String> command) throws Exception {
    Process program =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return output;
    } finally {
      program.destroyForcibly();
    }
  }

  private static String address(Served served) {
    return "http://127.0.0.1:" + served.server().address().getPort();
  }

  /** Debian's Python, which has the packages, even where another comes first in the path. */
  private static String python() {
    return Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
  }

  @Test
  void requestsAndHttpxGetWhatTheyAskFor() throws Exception {
    Path script = Files.write(folder.resolve("clients.py"), resource("clients.py"));
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, this::answer)) {
      String told = told(List.of(python(), script.toString(), address(served)));
      assertThat(told).isEqualTo("all right\n");
      assertThat(logged.records()).isEmpty();
    }
  }

  @Test
  void aBrowserGetsWhatItAsksFor() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, this::answer)) {
      Process browser =
          new ProcessBuilder(
                  "chromium",
                  "--headless=new",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-dev-shm-usage",
                  "--user-data-dir=" + folder.resolve("profile"),
                  "--remote-debugging-port=0",
                  address(served))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        assertThat(said.get(60, TimeUnit.SECONDS)).isEqualTo("all right");
      } finally {
        browser.descendants().forEach(ProcessHandle::destroyForcibly);
        browser.destroyForcibly().waitFor();
      }
      assertThat(logged.records()).isEmpty();
    }
  }
}
