package dev.outrigger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.testclient.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of other people, asking what they ask httpbin.org. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class HttpbinTest {
  @Parameter private TaskBackend backend;

  @ParameterizedTest
  @ValueSource(strings = {"requests", "httpx"})
  void aPythonClientGetsWhatItExpects(String client) throws Exception {
    try (TestClient httpbin = TestClient.overSocket(new Httpbin(), backend)) {
      assertThat(run(List.of(python(), "-c", questions(), at(httpbin), client)))
          .isEqualTo("all as expected\n");
    }
  }

  @Test
  void curlFollowsSendsFormsAndResumes() throws Exception {
    try (TestClient httpbin = TestClient.overSocket(new Httpbin(), backend)) {
      String at = at(httpbin);
      assertThat(curl("-L", at + "redirect/3")).contains("\"url\":\"" + at + "get\"");
      assertThat(curl("-F", "a=b", "-F", "f=@-;filename=x.txt", at + "post"))
          .contains("\"form\":{\"a\":\"b\"}", "\"files\":{\"f\":\"\"}");
      assertThat(curl("-u", "ada:secret", at + "basic-auth/ada/secret")).contains("true");
      assertThat(
              curl("-r", "2-4", "-w", " %{http_code} %{size_download}", "-o", "-", at + "range/9"))
          .endsWith(" 206 3");
      assertThat(curl("-H", "If-None-Match: \"v1\"", "-w", "%{http_code}", at + "etag/v1"))
          .isEqualTo("304");
    }
  }

  private static String curl(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("curl", "-sS"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static String at(TestClient httpbin) {
    return httpbin.server().orElseThrow().uri().toString();
  }

  private static String python() {
    // Debian's own has the packages; another in the PATH may not.
    return Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
  }

  private static String questions() {
    try (var in = Objects.requireNonNull(HttpbinTest.class.getResourceAsStream("httpbin.py"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(process.waitFor()).as(command + " said " + said).isZero();
    return said;
  }
}
