package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Work without a result. */
@Timeout(60)
class ActionTest {
  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("actions").size(1).build();
  }

  @AfterAll
  static void close() {
    pool.abort();
  }

  @Test
  void actionsOfNoneToThreeArgumentsRunInAWorker() throws Exception {
    String file = folder.resolve("a").toString();
    pool.run(() -> write(file, "none"));
    assertThat(Path.of(file)).hasContent("none");
    pool.run(ActionTest::touch, file);
    assertThat(Path.of(file)).hasContent("touched by " + pool.call(Work::pid));
    pool.run(ActionTest::write, file, "two");
    assertThat(Path.of(file)).hasContent("two");
    pool.run(ActionTest::write, file, "three", 2);
    assertThat(Path.of(file)).hasContent("threethree");
  }

  @Test
  void anActionThatIsNotWaitedForIsATaskLikeAnyOther() throws Exception {
    String file = folder.resolve("a").toString();
    PoolTask<?> none = pool.runAsync(() -> write(file, "none"));
    PoolTask<?> one = pool.runAsync(ActionTest::touch, file);
    PoolTask<?> two = pool.runAsync(ActionTest::write, file, "two");
    PoolTask<?> three = pool.runAsync(ActionTest::write, file, "three", 1);
    for (PoolTask<?> task : Arrays.asList(none, one, two, three)) {
      assertThat(task.join()).isNull();
    }
    assertThat(three.name()).isEqualTo("ActionTest.write");
    assertThat(Path.of(file)).hasContent("three");
  }

  @Test
  void whatAnActionThrowsReachesItsCaller() {
    assertThatThrownBy(() -> pool.run(ActionTest::refuse, "no"))
        .isInstanceOf(TaskFailedException.class)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("ActionTest.refuse");
  }

  @Test
  void aTaskMayRunActionsInItsPool() throws Exception {
    String file = folder.resolve("a").toString();
    pool.run(() -> TaskContext.current().orElseThrow().pool().run(ActionTest::write, file, "in"));
    assertThat(Path.of(file)).hasContent("in");
  }

  @Test
  void aMethodWithAResultMayBeRunForWhatItDoes() throws Exception {
    pool.run(Work::twice, 4);
    assertThat(pool.runAsync(Work::twice, 4).join()).isNull();
  }

  static void touch(String file) throws IOException {
    write(file, "touched by " + Work.pid());
  }

  static void write(String file, String text) throws IOException {
    Files.writeString(Path.of(file), text);
  }

  static void write(String file, String text, int times) throws IOException {
    Files.writeString(Path.of(file), text.repeat(times));
  }

  static void refuse(String text) throws IOException {
    if (!text.isEmpty()) {
      throw new IOException(text);
    }
  }
}
