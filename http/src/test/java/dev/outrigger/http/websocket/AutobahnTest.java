package dev.outrigger.http.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import io.netty.util.ResourceLeakDetector;
import java.io.File;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fuzzing client of Autobahn's test suite against us; it comes with the profile conformance.
 */
@Tag("conformance")
class AutobahnTest {
  private static final Pattern CASE =
      Pattern.compile("\"(\\d+(?:\\.\\d+)+)\": \\{([^}]*)\\}", Pattern.DOTALL);

  /** A close behind a flood, and codes that RFC 6455 says nothing about. */
  private static final Set<String> INFORMATIONAL = Set.of("7.1.6", "7.13.1", "7.13.2");

  /**
   * Two see it only at the end of a frame that its text is no UTF-8. In the other, and in groups 3
   * and 4, a message and a violation come at once: then we fail the connection at once, as RFC 6455
   * says, and the answer to the message may be lost.
   */
  private static final Set<String> NOT_STRICT = Set.of("6.4.3", "6.4.4", "5.15");

  private static final long LONGEST_MINUTES = 30;

  @TempDir Path folder;

  @Test
  void noCaseOfAutobahnFails() throws Exception {
    // Each byte that is unmasked would be recorded, of messages of 16 MiB.
    ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    int longest = 16 * 1024 * 1024;
    WebSocketOptions options = WebSocketOptions.defaults().withMessage(longest).withFrame(longest);
    try (Talk talk = Talk.with(TaskBackend.LOOP_CARRIED, options, Talk.ECHO)) {
      run("ws://127.0.0.1:" + talk.server().address().getPort());
    } finally {
      ResourceLeakDetector.setLevel(before);
    }
    Map<String, String> bad = new TreeMap<>();
    int cases = 0;
    Matcher each = CASE.matcher(Files.readString(folder.resolve("index.json")));
    while (each.find()) {
      cases++;
      String outcome = outcome(each.group(2), "behavior");
      String close = outcome(each.group(2), "behaviorClose");
      if (!isGood(each.group(1), outcome) || !isGood(each.group(1), close)) {
        bad.put(each.group(1), outcome + ", close " + close);
      }
    }
    assertThat(cases).isEqualTo(301);
    assertThat(bad).isEmpty();
  }

  private static boolean isGood(String number, String outcome) {
    return switch (outcome) {
      case "OK" -> true;
      case "INFORMATIONAL" -> INFORMATIONAL.contains(number);
      case "NON-STRICT" ->
          NOT_STRICT.contains(number) || number.startsWith("3.") || number.startsWith("4.");
      default -> false;
    };
  }

  private static String outcome(String fields, String name) {
    Matcher value = Pattern.compile("\"" + name + "\": \"([^\"]*)\"").matcher(fields);
    return value.find() ? value.group(1) : "none";
  }

  private void run(String url) throws Exception {
    Path script = folder.resolve("fuzz.py");
    try (InputStream source = AutobahnTest.class.getResourceAsStream("fuzz.py")) {
      Files.copy(Objects.requireNonNull(source), script);
    }
    Path log = folder.resolve("autobahn.log");
    Process client =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dpython.cachedir.skip=true",
                "-cp",
                String.join(
                    File.pathSeparator,
                    jar("jython-standalone"),
                    jar("autobahntestsuite"),
                    folderOf(ManyBytes.class)),
                "org.python.util.jython",
                script.toString(),
                url,
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      boolean ended = client.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
      assertThat(ended && client.exitValue() == 0).as(Files.readString(log)).isTrue();
    } finally {
      client.destroyForcibly();
    }
  }

  private static String folderOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static String jar(String name) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> Path.of(entry).getFileName().toString().startsWith(name))
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(name + " is not there; run this by ./outrigger test --conformance"));
  }
}
