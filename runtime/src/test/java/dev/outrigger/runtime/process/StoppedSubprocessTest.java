package dev.outrigger.runtime.process;

import static dev.outrigger.runtime.OnOneLoop.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class StoppedSubprocessTest {
  @Parameter TaskBackend backend;

  private OnOneLoop one;

  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Cancellation ENOUGH = new Cancellation(Cancellation.Source.CALLER, "enough");

  /** It and its child ignore SIGTERM; it tells the child's number. */
  private static final Command STUBBORN =
      Command.of("sh", "-c", "trap '' TERM; sleep 600 & echo $!; wait").grace(SHORT);

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  private static long childOf(Subprocess parent) throws Exception {
    return Long.parseLong(
        new BufferedReader(new InputStreamReader(parent.out(), UTF_8)).readLine());
  }

  private void leavesNobody(Launch launch, Command command) throws Exception {
    long child =
        one.run(() -> {
          try (Subprocess parent = Subprocess.start(command, launch)) {
            long number = childOf(parent);
            assertThat(Living.runs(number)).isTrue();
            return number;
          }
        });
    assertThat(Living.runs(child)).isFalse();
  }

  @Test
  void leavingTheBlockKillsTheWholeGroup() throws Exception {
    leavesNobody(Launch.here(), STUBBORN);
  }

  @Test
  void withoutNativeAccessAShellKillsTheGroup() throws Exception {
    leavesNobody(new Launch(Launch.here().setsid(), Kill.byShell()), STUBBORN);
  }

  @Test
  void withoutSetsidTheDescendantsAreKilled() throws Exception {
    leavesNobody(new Launch(Optional.empty(), Kill.best()), STUBBORN);
  }

  @Test
  void onOurTerminalTheDescendantsAreKilled() throws Exception {
    leavesNobody(Launch.here(), STUBBORN.onOurTerminal());
  }

  @Test
  void whatAProgramHasLeftBehindGoesTooWhenTheBlockIsLeft() throws Exception {
    Command leaves = Command.of("sh", "-c", "sleep 600 & echo $!").grace(SHORT);
    long child =
        one.run(() -> {
          try (Subprocess parent = leaves.start()) {
            long number = childOf(parent);
            assertThat(parent.waitFor()).isZero();
            assertThat(Living.runs(number)).isTrue();
            return number;
          }
        });
    assertThat(Living.runs(child)).isFalse();
  }

  @Test
  void whoHoldsThePipesOpenBehindTheEndDoesNotKeepRunWaiting() throws Exception {
    Command leaves = Command.of("sh", "-c", "sleep 600 & echo $!").linger(SHORT);
    Completed completed = one.run(leaves::run);
    assertThat(completed.succeeded()).isTrue();
    assertThat(Living.runs(Long.parseLong(completed.out().text().strip()))).isFalse();
  }

  @Test
  void aProgramMayEndByItselfWhenItIsAskedTo() throws Exception {
    Command polite =
        Command.of("sh", "-c", "trap 'exit 7' TERM; echo ready; while :; do sleep 0.01; done");
    Subprocess ended =
        one.run(() -> {
          try (Subprocess running = polite.start()) {
            assertThat(running.out().read()).isEqualTo('r');
            return running;
          }
        });
    assertThat(ended.exit()).hasValue(7);
  }

  @Test
  void aDeadlineStopsTheProgram() throws Exception {
    CompletableFuture<Subprocess> started = new CompletableFuture<>();
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    // Longer than it takes to start a program.
                    Duration.ofSeconds(2),
                    () -> {
                      try (Subprocess running = Subprocess.start("sleep", "600")) {
                        started.complete(running);
                        return running.waitFor();
                      }
                    })))
        .hasCauseInstanceOf(TimeoutException.class)
        .hasRootCauseInstanceOf(CancelledException.class);
    assertThat(within(started).exit()).hasValue(143);
  }

  @Test
  void aDeadlineStopsARunWithItsPipeline() throws Exception {
    assertThatThrownBy(() ->
            one.run(
                () -> Scope.timeout(SHORT, Command.of("sh", "-c", "sleep 600 | cat; true")::run)))
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void aCancellationStopsTheProgramAlthoughTheTaskDoesNotWait() throws Exception {
    Optional<String> ended =
        one.run(() -> {
          Scope scope = new Scope();
          return scope.run(() -> {
            try (Subprocess running = Subprocess.start("sleep", "600")) {
              scope.cancel(ENOUGH);
              while (running.isRunning()) {
                Thread.onSpinWait();
              }
              return SignalNames.ofExit(running.exit().orElseThrow());
            }
          });
        });
    assertThat(ended).contains("TERM");
  }

  @Test
  void inACancelledScopeNothingIsStarted() throws Exception {
    Scope scope = new Scope();
    assertThatThrownBy(() ->
            one.run(() ->
                scope.run(() -> {
                  scope.cancel(ENOUGH);
                  return Subprocess.start("sleep", "600");
                })))
        .hasCauseInstanceOf(CancelledException.class);
  }

  @Test
  void aSignalGoesToTheProgram() throws Exception {
    Command counts =
        Command.of(
            "sh", "-c", "trap 'echo heard; exit 0' USR1; echo; while :; do sleep 0.01; done");
    String heard =
        one.run(() -> {
          try (Subprocess running = counts.start()) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(running.out(), UTF_8));
            lines.readLine();
            running.signal("USR1");
            return lines.readLine();
          }
        });
    assertThat(heard).isEqualTo("heard");
  }

  @Test
  void closingTwiceAndKillingWhatHasEndedDoNothing() throws Exception {
    Subprocess quick = Subprocess.start("true");
    assertThat(quick.waitFor()).isZero();
    quick.kill();
    quick.signal("HUP");
    quick.close();
    quick.close();
    assertThat(quick.exit()).hasValue(0);
  }
}
