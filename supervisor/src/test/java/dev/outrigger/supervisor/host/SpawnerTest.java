package dev.outrigger.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.supervisor.talk.Meeting;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a shell in place of a JVM: it writes down in what way it was told of its meeting. */
class SpawnerTest {
  private static final String SERVER =
      """
      if [ "$1" = --spare ]; then (echo spare; cat) >told; else (echo new; env) >told; fi
      """;

  @TempDir private Path folder = Path.of("");

  private Spawner spawner(Optional<String> spare) {
    return new Spawner(
        new Launch(
            List.of("/bin/sh", "-c", SERVER, "server"), Map.of(), folder, Optional.empty(), spare));
  }

  private Meeting meeting(int server) {
    return new Meeting(folder, server, "secret", Optional.of("/the/program"));
  }

  private String told(Spawned spawned) throws Exception {
    assertThat(spawned.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(folder.resolve("told"));
  }

  @Test
  void aProcessThatIsStartedWhenItIsWantedHasItsMeetingInItsEnvironment() throws Exception {
    try (Spawner spawner = spawner(Optional.empty())) {
      spawner.served();
      assertThat(told(spawner.start(meeting(7))))
          .startsWith("new\n")
          .contains("OUTRIGGER_SERVER=7");
    }
  }

  @Test
  void aProcessThatWaitsIsToldOfItsMeetingAndTheNextOneIsStartedAhead() throws Exception {
    try (Spawner spawner = spawner(Optional.of("--spare"))) {
      assertThat(told(spawner.start(meeting(1)))).startsWith("new\n");
      spawner.served();
      String told = told(spawner.start(meeting(2)));
      assertThat(told).startsWith("spare\n");
      assertThat(Meeting.hear(new ByteArrayInputStream(told.getBytes(StandardCharsets.UTF_8))))
          .contains(meeting(2));
      assertThat(told(spawner.start(meeting(3)))).startsWith("new\n");
      spawner.served();
      assertThat(told(spawner.start(meeting(4)))).startsWith("spare\n");
    }
  }

  @Test
  void aProcessThatDiedWhileItWaitedIsNotGivenAMeeting() throws Exception {
    Launch launch =
        new Launch(
            List.of("/bin/sh", "-c", "[ \"$1\" = --spare ] || echo new >told", "server"),
            Map.of(),
            folder,
            Optional.empty(),
            Optional.of("--spare"));
    try (Spawner spawner = new Spawner(launch)) {
      spawner.served();
      for (ProcessHandle each : ProcessHandle.current().children().toList()) {
        var _ = each.onExit().get(60, TimeUnit.SECONDS);
      }
      assertThat(told(spawner.start(meeting(5)))).isEqualTo("new\n");
    }
  }

  @Test
  @SuppressWarnings("try") // closing is what is tested
  void whoeverWaitsEndsWithTheArbiter() throws Exception {
    try (Spawner spawner = spawner(Optional.of("--spare"))) {
      spawner.served();
      spawner.served();
      List<ProcessHandle> waiting = ProcessHandle.current().children().toList();
      spawner.close();
      for (ProcessHandle each : waiting) {
        var _ = each.onExit().get(60, TimeUnit.SECONDS);
      }
      spawner.served();
      assertThat(ProcessHandle.current().children()).isEmpty();
    }
  }
}
