package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** System.exit runs shutdown hooks first, and one that waits for ever would keep the worker. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HangingHookTest {
  @TempDir private Path folder;

  @Test
  void theTaskThatCalledItFailsWithoutADeadlineOfItsOwn() throws Exception {
    try (ProcessPool pool = ProcessPool.builder().size(1).build()) {
      TaskFailedException failure =
          catchThrowableOfType(
              TaskFailedException.class, () -> pool.call(HangingHookTest::exitAndHang));
      assertThat(failure.failure()).isEqualTo(FailureCause.Exit.KILLED);
      assertThat(failure.delivery()).isEqualTo(Delivery.STARTED);
      assertThat(failure).hasMessageContaining("did not end within 3 s");
      assertThat(pool.call(Work::twice, 2)).isEqualTo(4);
    }
  }

  @Test
  void aWorkerWhoseBackgroundThreadCalledItGetsNoTaskAnyMore() throws Exception {
    Path sign = folder.resolve("leaves");
    try (ProcessPool pool = ProcessPool.builder().size(1).build()) {
      long leaving = pool.call(HangingHookTest::exitBehindItsBack, sign.toString());
      assertThat(Await.pidIn(sign)).isEqualTo(leaving);
      Await.until("its farewell", () -> pool.statistics().idle() == 0);
      assertThat(pool.call(Work::pid)).isNotEqualTo(leaving);
      assertThat(pool.statistics().lostByCause()).containsOnlyKeys("EXIT");
    }
  }

  static int exitAndHang() {
    Runtime.getRuntime().addShutdownHook(new Thread(HangingHookTest::hang));
    System.exit(7);
    return 0;
  }

  static long exitBehindItsBack(String sign) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              try {
                Files.writeString(Path.of(sign), Long.toString(Work.pid()));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              hang();
            }));
    Thread.ofPlatform().daemon().start(() -> System.exit(7));
    return Work.pid();
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
