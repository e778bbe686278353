package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.process.ProcessState;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentDeathTest {
  @TempDir private Path folder;

  @Test
  void whenTheParentIsKilledAllItsWorkersAreGoneWithinTwoSecondsWhateverTheyDo() throws Exception {
    Process parent = startParent();
    List<ProcessHandle> workers = workersOf(parent);
    assertThat(workers).hasSizeGreaterThanOrEqualTo(6);
    parent.destroyForcibly();
    Orphans.awaitEnd(workers);
  }

  @Test
  void whenTheParentIsKilledAWorkerThatWasStoppedGoesToo() throws Exception {
    Process parent = startParent();
    List<ProcessHandle> workers = workersOf(parent);
    for (ProcessHandle worker : workers) {
      String pid = Long.toString(worker.pid());
      assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
      Await.until("the stop", () -> ProcessState.isStopped(worker.pid()));
    }
    parent.destroyForcibly();
    Orphans.awaitEnd(workers);
  }

  @Test
  void whenTheParentIsTerminatedItTakesItsWorkersAndFilesAlong() throws Exception {
    Process parent = startParent();
    List<ProcessHandle> workers = workersOf(parent);
    parent.destroy();
    assertThat(parent.waitFor()).isEqualTo(143);
    Orphans.awaitEnd(workers);
    assertThat(folder.toFile().list((_, name) -> name.startsWith("outrigger-"))).isEmpty();
  }

  private Process startParent() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                ParentProgram.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(folder.resolve("output").toFile()))
            .start();
    for (String sign : List.of("waits", "spins", "streams", "acts", "floods")) {
      long _ = Await.pidIn(folder.resolve(sign));
    }
    return parent;
  }

  private static List<ProcessHandle> workersOf(Process parent) {
    return parent.descendants().toList();
  }
}
