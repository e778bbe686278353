package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broom goes through the folder for temporary files while a pool runs. */
class SweptFilesTest {
  private ProcessPool pool;
  private Path directory;

  @BeforeEach
  void start() throws Exception {
    pool = ProcessPool.builder().name("swept").size(1).startupCache(StartupCache.off()).build();
    directory = PoolSocket.of(pool).resolveSibling("");
  }

  @AfterEach
  void stop() throws IOException {
    pool.abort();
    assertThat(directory).doesNotExist();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"s", "classpath", "classes", ""})
  void theNextWorkerFindsAgainWhatWasSweptAway(String file) throws Exception {
    sweep(directory.resolve(file));
    assertThat(pool.call(Work::twice, 1)).isEqualTo(2);
    killTheWorker();
    assertThat(pool.call(Work::twice, 2)).isEqualTo(4);
    assertThat(pool.statistics().workersLost()).isEqualTo(1);
    killTheWorker();
    assertThat(pool.call(Work::twice, 3)).isEqualTo(6);
  }

  @Test
  void whatCannotBeMadeAgainIsNamedWithTheReason() throws Exception {
    sweep(directory);
    Files.createFile(directory);
    killTheWorker();
    assertThatThrownBy(() -> pool.call(Work::twice, 2))
        .isInstanceOf(TaskFailedException.class)
        .hasMessageContaining("no worker could be started")
        .hasMessageContaining("the pool's folder " + directory)
        .hasMessageContaining("another user");
    Files.delete(directory);
    Await.until("a worker", () -> pool.statistics().idle() == 1);
    assertThat(pool.call(Work::twice, 3)).isEqualTo(6);
  }

  private void killTheWorker() throws InterruptedException {
    assertThatThrownBy(() -> pool.submit(Work::exit, 3).get())
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("EXIT(3)");
  }

  private static void sweep(Path path) throws IOException {
    List<Path> all;
    try (Stream<Path> content = Files.walk(path)) {
      all = content.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
