package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever dies, no shared file stays. */
@Timeout(60)
class SharedFilesTest {
  @TempDir private Path folder;
  private final List<Process> programs = new ArrayList<>();

  @AfterEach
  void noProgramIsLeftRunning() {
    programs.forEach(Process::destroyForcibly);
  }

  @Test
  void afterThePoolNoSharedFileIsLeft() throws Exception {
    try (ProcessPool pool = pool()) {
      assertThat(SharedFilesHere.folders()).isNotEmpty();
      assertThat(pool.call(ArrayWork::last, ArrayWork.numbers(1 << 20))).isPositive();
    }
    Await.until("nothing is left", () -> SharedFilesHere.folders().isEmpty());
  }

  @Test
  void aSharedArrayOutlivesThePoolAndThenLeavesNothing() throws Exception {
    try (SharedArray<double[]> shared = SharedArray.ofDoubles(1000)) {
      try (ProcessPool pool = pool()) {
        assertThat(pool.call(ArrayWork::fill, shared.writable(), 2.0)).isEqualTo(1000);
      }
      assertThat(shared.toArray()).containsOnly(2);
    }
    Await.until("nothing is left", () -> SharedFilesHere.folders().isEmpty());
  }

  @Test
  void anArgumentWhoseWorkerIsKilledIsReclaimed() throws Exception {
    Path sign = folder.resolve("sign");
    try (ProcessPool pool = pool()) {
      PoolTask<Integer> task =
          pool.submit(ArrayWork::waitWith, ArrayWork.numbers(40 << 20), sign.toString());
      ProcessHandle.of(Await.pidIn(sign)).orElseThrow().destroyForcibly();
      assertThat(catchThrowableOfType(TaskFailedException.class, task::join)).isNotNull();
      assertThat(SharedFilesHere.named("m")).isEmpty();
    }
  }

  @Test
  void aResultThatAWorkerDiedOverIsReclaimed() throws Exception {
    try (ProcessPool pool = pool()) {
      TaskFailedException failure =
          catchThrowableOfType(
              TaskFailedException.class, () -> pool.call(ArrayWork::leaveAResultAndDie));
      assertThat(failure.failure()).isEqualTo(new FailureCause.Exit(9));
      assertThat(SharedFilesHere.named("r")).isEmpty();
    }
  }

  @Test
  void whenTheParentIsKilledItsWorkersRemoveItsSharedFiles() throws Exception {
    Process parent = start("with workers");
    List<Path> shared = sharedFoldersOf(parent);
    assertThat(shared).isNotEmpty();
    parent.destroyForcibly();
    Await.until("nothing is left", () -> shared.stream().noneMatch(Files::exists));
  }

  @Test
  void whenTheParentIsKilledTheNextPoolRemovesItsSharedFiles() throws Exception {
    Process parent = start("alone");
    List<Path> shared =
        sharedFoldersOf(parent).stream().filter(path -> path.startsWith("/dev/shm")).toList();
    assertThat(shared).isNotEmpty();
    parent.destroyForcibly().waitFor();
    assertThat(shared).allMatch(Files::exists);
    try (ProcessPool _ = pool()) {
      assertThat(shared).noneMatch(Files::exists);
    }
  }

  private static ProcessPool pool() {
    return ProcessPool.builder().name("files").size(1).build();
  }

  private Process start(String how) throws Exception {
    Path sign = folder.resolve("sign");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                SharingProgram.class.getName(),
                how,
                sign.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(folder.resolve("output").toFile()))
            .start();
    programs.add(parent);
    long _ = Await.pidIn(sign);
    return parent;
  }

  private List<Path> sharedFoldersOf(Process parent) throws Exception {
    String prefix = "outrigger-shared-" + parent.pid() + "-";
    try (Stream<Path> memory = Files.list(Path.of("/dev/shm"));
        Stream<Path> files = Files.list(folder)) {
      return Stream.concat(memory, files)
          .filter(path -> path.getFileName().toString().startsWith(prefix))
          .toList();
    }
  }
}
