package dev.outrigger.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeashTest {

  /** Starts a program on a leash, and tells the number of that one's child. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (Subprocess held = Command.of("sh", "-c", "sleep 600 & echo $!; wait").leashed().start();
          BufferedReader lines = new BufferedReader(new InputStreamReader(held.out(), UTF_8))) {
        System.out.println(lines.readLine());
        int _ = held.waitFor();
      }
    }
  }

  @Test
  void aProgramOnALeashDiesWithAJvmThatIsKilled() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = jvm.inputReader(UTF_8)) {
      long child = Long.parseLong(lines.readLine());
      assertThat(Living.runs(child)).isTrue();
      jvm.destroyForcibly();
      Living.awaitEnd(child);
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void theLeashGoesWithTheProgram() throws Exception {
    try (Subprocess held = Command.of("true").leashed().start()) {
      assertThat(held.waitFor()).isZero();
    }
    for (ProcessHandle child : ProcessHandle.current().children().toList()) {
      if (child.info().commandLine().orElse("").contains("leash -")) {
        Living.awaitEnd(child.pid());
      }
    }
  }
}
