package dev.outrigger.supervisor.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's commands. */
class HooksTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path folder = Path.of("");

  private static Optional<String> ask(Hooks hooks, Moment moment, Facts facts) throws Exception {
    return hooks.ask(moment, facts).get(60, TimeUnit.SECONDS);
  }

  @Test
  void aCommandIsToldWhatHasHappened() throws Exception {
    Path file = folder.resolve("seen");
    String command = "env | grep ^OUTRIGGER_ | sort > '" + file + "'";
    try (Hooks hooks = new Hooks(Map.of(Moment.WORKER_EXIT, command), LONG)) {
      Facts facts = Facts.of(3, 4711, 1, 2).because("killed by signal 9");
      assertThat(ask(hooks, Moment.WORKER_EXIT, facts)).isEmpty();
    }
    assertThat(Files.readAllLines(file))
        .contains(
            "OUTRIGGER_EVENT=worker-exit",
            "OUTRIGGER_SERVER=3",
            "OUTRIGGER_SERVER_PID=4711",
            "OUTRIGGER_SLOT=1",
            "OUTRIGGER_GENERATION=2",
            "OUTRIGGER_REASON=killed by signal 9",
            "OUTRIGGER_ARBITER_PID=" + ProcessHandle.current().pid());
  }

  @Test
  void oneThatFailsGivesItsStatus() throws Exception {
    try (Hooks hooks = new Hooks(Map.of(Moment.RELOAD, "exit 3"), LONG)) {
      assertThat(ask(hooks, Moment.RELOAD, Facts.NONE))
          .contains("the command of --on-reload ended with status 3");
    }
  }

  @Test
  void whereThereIsNoneAllIsWell() throws Exception {
    try (Hooks hooks = Hooks.none()) {
      assertThat(ask(hooks, Moment.READY, Facts.NONE)).isEmpty();
    }
  }

  @Test
  void oneThatTakesTooLongIsKilledWithWhatItStarted() throws Exception {
    Path file = folder.resolve("pid");
    String command = "sleep 1000 & echo $! > '" + file + "'; wait";
    try (Hooks hooks = new Hooks(Map.of(Moment.READY, command), Duration.ofSeconds(2))) {
      assertThat(ask(hooks, Moment.READY, Facts.NONE))
          .contains("the command of --when-ready took longer than 2 s, and was killed");
    }
    long sleeper = Long.parseLong(Files.readString(file).strip());
    Optional<ProcessHandle> left = ProcessHandle.of(sleeper);
    if (left.isPresent()) {
      assertThat(left.get().onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
    }
  }
}
