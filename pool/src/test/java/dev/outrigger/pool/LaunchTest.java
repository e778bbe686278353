package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
  @TempDir private Path folder;

  @Test
  void workersSeeTheEnvironmentOfThisProcessAndWhatIsAddedToIt() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder().size(1).environment(Map.of("OUTRIGGER_TEST", "a b")).build()) {
      assertThat(pool.call(Work::variable, "OUTRIGGER_TEST")).isEqualTo("a b");
      assertThat(pool.call(Work::variable, "PATH")).isEqualTo(System.getenv("PATH"));
    }
  }

  @Test
  void workersRunInTheFolderThatIsNamed() throws Exception {
    try (ProcessPool pool = ProcessPool.builder().size(1).directory(folder).build()) {
      assertThat(Path.of(pool.call(Work::directory))).isEqualTo(folder.toRealPath());
    }
  }

  @Test
  void workersRunWhereThisProcessRunsIfNobodySays() throws Exception {
    try (ProcessPool pool = ProcessPool.builder().size(1).build()) {
      assertThat(Path.of(pool.call(Work::directory))).isEqualTo(Path.of("").toRealPath());
    }
  }

  @Test
  void aFolderThatIsNoneIsRefusedByName() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> ProcessPool.builder().directory(missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("directory (worker.directory) must be a folder, but is " + missing);
  }

  @Test
  void aVariableThatNoSystemTakesIsRefusedByName() {
    assertThatThrownBy(() -> ProcessPool.builder().environment(Map.of("A=B", "c")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("environment must have names without '=', but is A=B");
  }

  @Test
  void aClassPathWithoutThePoolItselfIsEnough() throws Exception {
    List<Path> classes =
        List.of(Path.of(Work.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    try (ProcessPool pool = ProcessPool.builder().size(1).classPath(classes).build()) {
      assertThat(pool.call(Work::twice, 4)).isEqualTo(8);
    }
  }

  @Test
  void aCacheThatCannotBeWrittenIsDoneWithout() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    try (ProcessPool pool =
        ProcessPool.builder().size(1).startupCache(StartupCache.in(file)).build()) {
      assertThat(pool.call(Work::twice, 4)).isEqualTo(8);
    }
  }
}
