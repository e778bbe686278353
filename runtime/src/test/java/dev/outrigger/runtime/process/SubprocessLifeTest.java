package dev.outrigger.runtime.process;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** From start to end: what is there meanwhile, and what is left behind. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class SubprocessLifeTest {
  private static final Cancellation ENOUGH = new Cancellation(Cancellation.Source.CALLER, "enough");

  @Parameter TaskBackend backend;

  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  private static long openFiles() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  @Test
  void whatWasWrittenIsReadToItsEndAfterTheProgramHasEnded() throws Exception {
    int size = 40_000;
    byte[] read =
        one.run(() -> {
          try (Subprocess writes = Command.of("head", "-c", "" + size, "/dev/zero").start()) {
            assertThat(writes.waitFor()).isZero();
            return writes.out().readAllBytes();
          }
        });
    assertThat(read).hasSize(size);
  }

  @Test
  void whoReadsSlowlyGetsAllOfIt() throws Exception {
    int size = 1 << 20;
    byte[] read =
        one.run(() -> {
          try (Subprocess writes = Command.of("head", "-c", "" + size, "/dev/zero").start()) {
            assertThat(writes.out().read()).isZero();
            while (writes.out().available() < PipeReader.BOUND) {
              Thread.onSpinWait();
            }
            return writes.out().readAllBytes();
          }
        });
    assertThat(read).hasSize(size - 1);
  }

  @Test
  void aWaitThatIsCancelledLeavesTheProgramToOthers() throws Exception {
    try (Subprocess sleeps = Command.of("sleep", "600").start()) {
      CompletableFuture<Scope> here = new CompletableFuture<>();
      CompletableFuture<Integer> waiting =
          one.start(() -> {
            Scope scope = new Scope();
            return scope.run(() -> {
              here.complete(scope);
              return sleeps.waitFor();
            });
          });
      within(here).cancel(ENOUGH);
      assertThatThrownBy(() -> within(waiting)).hasCauseInstanceOf(CancelledException.class);
      assertThat(sleeps.isRunning()).isTrue();
      sleeps.kill();
      assertThat(one.run(sleeps::waitFor)).isEqualTo(137);
    }
  }

  @Test
  void aCancellationWhileItStartsLeavesNoProgramBehind() throws Exception {
    for (int i = 0; i < 10; i++) {
      CompletableFuture<Scope> here = new CompletableFuture<>();
      CompletableFuture<Boolean> cancelled =
          one.start(() -> {
            Scope scope = new Scope();
            try {
              return scope.run(() -> {
                here.complete(scope);
                try (Subprocess sleeps = Subprocess.start("sleep", "61234")) {
                  return sleeps.waitFor() == 0;
                }
              });
            } catch (CancelledException e) {
              return true;
            }
          });
      within(here).cancel(ENOUGH);
      assertThat(within(cancelled)).isTrue();
    }
    assertThat(
            ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("61234")))
        .isEmpty();
  }

  @Test
  void aProgramLeadsASessionAndAGroupOfItsOwn() throws Exception {
    // Fields 1, 5 and 6: process, group, session.
    Completed told = one.run(Command.of("cut", "-d ", "-f1,5,6", "/proc/self/stat")::check);
    assertThat(told.out().text().strip().split(" ", -1)).hasSize(3).containsOnly(first(told));
  }

  private static String first(Completed told) {
    String text = told.out().text();
    return text.substring(0, text.indexOf(' '));
  }

  @Test
  void onOurTerminalItIsInOurSession() throws Exception {
    Completed told =
        one.run(Command.of("cut", "-d ", "-f6", "/proc/self/stat").onOurTerminal()::check);
    String ours = Files.readString(Path.of("/proc/self/stat"));
    assertThat(ours.substring(ours.lastIndexOf(')')).split(" ", -1)[4])
        .isEqualTo(told.out().text().strip());
  }

  @Test
  void outputThatNobodyWantsCanBeDiscarded() throws Exception {
    Command quiet =
        Command.of("sh", "-c", "cat; echo failed >&2").out(Redirect.DISCARD).err(Redirect.DISCARD);
    Completed completed = one.run(() -> quiet.run(new byte[] {1, 2, 3}));
    assertThat(completed.succeeded()).isTrue();
    assertThat(completed.out().size() + completed.err().size()).isZero();
  }

  @Test
  void neitherFilesNorThreadsStayBehind() throws Exception {
    Callee.runAFewOf(one);
    long before = openFiles();
    for (int i = 0; i < 5; i++) {
      Callee.runAFewOf(one);
    }
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().matches("outrigger-(pipe|process)-.*"))) {
      Thread.onSpinWait();
    }
    // The JDK closes its ends of the pipes behind the end of the program.
    OnOneLoop.until("the files are closed", () -> openFiles() < before + 5);
  }

  /** Programs that end in different ways. */
  private static final class Callee {
    static void runAFewOf(OnOneLoop one) throws Exception {
      one.run(() -> Command.of("cat").run(new byte[100_000]));
      one.run(Command.of("sh", "-c", "sleep 600 & echo $!").linger(Duration.ZERO)::run);
      assertThatThrownBy(() -> one.run(Command.of("yes").captureAtMost(100)::run))
          .hasCauseInstanceOf(OutputLimitException.class);
      assertThatThrownBy(() -> one.run(Command.of("./frobnicate")::run))
          .hasCauseInstanceOf(NoSuchFileException.class);
      one.run(() -> {
        try (Subprocess ignored = Subprocess.start("cat")) {
          ignored.in().write(1);
          return ignored.out().read();
        }
      });
    }
  }
}
