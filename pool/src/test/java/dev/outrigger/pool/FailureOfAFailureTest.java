package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A task may fail since a task of its own failed: then the inner failure travels as a whole. */
class FailureOfAFailureTest {
  static Stream<FailureCause> causes() {
    return Stream.of(
        new FailureCause.HeapOutOfMemory(),
        new FailureCause.MetaspaceOutOfMemory(),
        new FailureCause.OsKill(9),
        new FailureCause.NativeCrash("# SIGSEGV"),
        new FailureCause.Exit(3),
        new FailureCause.DeadlineExceeded(Duration.ofMillis(20), false),
        new FailureCause.StartupFailed("no"),
        new FailureCause.ProtocolBroken("nonsense"));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void itArrivesWithCauseDeliveryAndEvidence(FailureCause cause) throws Exception {
    Evidence evidence =
        new Evidence(
            Optional.of("worker 2"),
            OptionalLong.of(4711),
            Duration.ofMillis(40),
            Optional.empty(),
            OptionalLong.of(1 << 20),
            List.of("last words"),
            List.of("worker 1: OS_KILL(9), STARTED"));
    TaskFailedException sent =
        new TaskFailedException("task 3 (Work.fib)", cause, Delivery.STARTED, evidence);
    TaskFailedException arrived = (TaskFailedException) copy(sent);
    assertThat(arrived.task()).isEqualTo(sent.task());
    assertThat(arrived.failure()).isEqualTo(cause);
    assertThat(arrived.delivery()).isEqualTo(Delivery.STARTED);
    assertThat(arrived.evidence()).isEqualTo(evidence);
    assertThat(arrived).hasMessage(sent.getMessage());
  }

  private static Object copy(Object original) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(original);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
