package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private final PageHandler page = new PageHandler();

  @TempDir private Path folder;

  RealClientsTest(TaskBackend backend) {
    this.backend = backend;
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
    Path script = Files.write(folder.resolve("clients.py"), PageHandler.resource("clients.py"));
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, page)) {
      String told = told(List.of(python(), script.toString(), address(served)));
      assertThat(told).isEqualTo("all right\n");
      logged.expectNothing();
    }
  }

  @Test
  void aBrowserGetsWhatItAsksFor() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, page)) {
      try (Browser _ = Browser.visiting(address(served), folder)) {
        assertThat(page.said().get(60, TimeUnit.SECONDS)).isEqualTo("all right");
      }
      logged.expectNothing();
    }
  }
}
