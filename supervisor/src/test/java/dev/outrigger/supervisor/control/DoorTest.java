package dev.outrigger.supervisor.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.supervisor.control.Control.Outcome;
import dev.outrigger.supervisor.talk.Lines;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands to an arbiter, over its socket. */
class DoorTest {
  @TempDir private Path folder = Path.of("");

  static Stream<Command> commands() {
    return Stream.of(
        new Command.Status(),
        new Command.Reload(),
        new Command.Scale(12),
        new Command.Drain(),
        new Command.Reopen(),
        new Command.Stop(false),
        new Command.Stop(true));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandArrivesAndItsOutcomeComesBack(Command command) throws Exception {
    Row row = new Row(Map.of("slot", "1"));
    Path socket = folder.resolve("new").resolve("socket");
    try (Door _ =
        Door.open(
            socket,
            heard ->
                CompletableFuture.completedFuture(
                    new Outcome(heard.equals(command), "said " + heard, List.of(row))))) {
      Outcome outcome = Control.send(socket, command);
      assertThat(outcome).isEqualTo(new Outcome(true, "said " + command, List.of(row)));
    }
    assertThat(Files.exists(socket)).isFalse();
  }

  @Test
  void anUnknownCommandIsRefused() throws Exception {
    Path socket = folder.resolve("socket");
    try (Door _ = Door.open(socket, _ -> new CompletableFuture<>());
        Lines lines = Lines.to(socket)) {
      lines.write("sing");
      assertThat(lines.read()).contains("failed there is no command 'sing'");
    }
  }

  @Test
  void aSecondArbiterDoesNotTakeTheSocketOfALivingOne() throws Exception {
    Path socket = folder.resolve("socket");
    try (Door _ = Door.open(socket, _ -> new CompletableFuture<>())) {
      assertThatThrownBy(() -> Door.open(socket, _ -> new CompletableFuture<>()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process listens there");
    }
  }

  @Test
  void anArbiterThatDoesNotSayHowItIsIsNotWaitedForWithoutEnd() throws Exception {
    Path socket = folder.resolve("socket");
    CompletableFuture<Outcome> never = new CompletableFuture<>();
    try (Door _ = Door.open(socket, _ -> never)) {
      assertThatThrownBy(() -> Control.status(socket, Duration.ofMillis(20)))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("it is stopped, or hangs");
      never.complete(new Outcome(true, "late", List.of()));
    }
  }

  @Test
  void whoAsksWhereNobodyIsIsToldSo() {
    assertThatThrownBy(() -> Control.send(folder.resolve("none"), new Command.Status()))
        .isInstanceOf(IOException.class);
  }
}
