package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.FailureCause.DeadlineExceeded;
import dev.outrigger.pool.FailureCause.Exit;
import dev.outrigger.pool.FailureCause.HeapOutOfMemory;
import dev.outrigger.pool.FailureCause.Hung;
import dev.outrigger.pool.FailureCause.MemoryLimit;
import dev.outrigger.pool.FailureCause.MetaspaceOutOfMemory;
import dev.outrigger.pool.FailureCause.NativeCrash;
import dev.outrigger.pool.FailureCause.OsKill;
import dev.outrigger.pool.FailureCause.ProtocolBroken;
import dev.outrigger.pool.FailureCause.Quarantined;
import dev.outrigger.pool.FailureCause.StartupFailed;
import dev.outrigger.pool.FailureCause.TaskThrew;
import dev.outrigger.pool.FailureCause.TransferFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table in docs/pool-failures.md is in step with the code. */
class FailureTableTest {
  private static final List<FailureCause> ALL =
      List.of(
          new TaskThrew(new IOException()),
          new HeapOutOfMemory(),
          new MetaspaceOutOfMemory(),
          new OsKill(9),
          new NativeCrash(""),
          new Exit(1),
          new DeadlineExceeded(Duration.ofSeconds(1), false),
          new StartupFailed(""),
          new ProtocolBroken(""),
          new TransferFailed(""),
          new MemoryLimit(2, 1),
          new Hung(Duration.ofSeconds(1), false),
          new Quarantined("key", 3, Duration.ZERO));

  @Test
  void theTableHasARowForEachCauseAndNoOther() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/pool-failures.md")).stream()
            .filter(line -> line.matches("\\| `[A-Z_]+(\\(\\d+\\))?` \\| `\\w+` \\|.*"))
            .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', 1) + 1) + 1))
            .toList();
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            ALL.stream()
                .map(cause ->
                    "| `%s` | `%s` |".formatted(cause.label(), cause.getClass().getSimpleName()))
                .toList());
  }

  @Test
  void noCauseIsMissingHere() {
    assertThat(ALL.stream().<Class<?>>map(FailureCause::getClass).toList())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.asList(FailureCause.class.getPermittedSubclasses()));
  }
}
