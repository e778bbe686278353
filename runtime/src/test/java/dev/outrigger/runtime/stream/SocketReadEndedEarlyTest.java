package dev.outrigger.runtime.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads that are cancelled or come too late lose no byte. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class SocketReadEndedEarlyTest {
  private static final Duration SOON = Duration.ofMillis(50);

  @Parameter TaskBackend backend;

  @RegisterExtension private final Connected one = new Connected(() -> backend);

  @Test
  void aCancelledReadLosesNothing() throws Exception {
    one.peer().send("abc");
    assertThatThrownBy(() -> one.run(() -> Scope.timeout(SOON, () -> one.stream().readExactly(6))))
        .hasCauseInstanceOf(TimeoutException.class);
    one.peer().send("def");
    assertThat(one.read(6)).isEqualTo("abcdef");
  }

  @Test
  void readsThatAreCancelledWhileBytesComeLoseNone() throws Exception {
    int count = 2_000;
    CompletableFuture<String> all =
        one.start(() -> {
          StringBuilder read = new StringBuilder();
          while (read.length() < count) {
            try {
              read.append(
                  Scope.timeout(
                      Duration.ofNanos(200_000),
                      () -> new String(one.stream().readExactly(10), US_ASCII)));
            } catch (TimeoutException again) {
              // The bytes stay.
            }
          }
          return read.toString();
        });
    StringBuilder sent = new StringBuilder();
    for (int i = 0; i < count; i += 4) {
      String part = "%04d".formatted(i);
      sent.append(part);
      one.peer().send(part);
    }
    assertThat(Eventually.get(all)).isEqualTo(sent.toString());
  }

  @Test
  void aReadInACancelledScopeDoesNotBegin() throws Exception {
    one.peer().send("x");
    assertThatThrownBy(() ->
            one.run(() -> {
              Scope scope = new Scope();
              return scope.run(() -> {
                scope.cancel(new Cancellation(Cancellation.Source.CALLER, "enough"));
                return one.stream().read(new byte[1]);
              });
            }))
        .hasCauseInstanceOf(CancelledException.class);
    assertThat(one.read(1)).isEqualTo("x");
  }

  @Test
  void aReadTimeOutNamesPeerAndTimeAndTheStreamGoesOn() throws Exception {
    SocketStream impatient = one.stream().withTimeouts(SOON, Duration.ZERO);
    assertThatThrownBy(() -> one.run(() -> impatient.read(new byte[1])))
        .hasCauseInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("127.0.0.1:" + one.peer().port() + " sent nothing within 50 ms");
    one.peer().send("x");
    assertThat(one.read(1)).isEqualTo("x");
  }

  @Test
  void aReadTimeOutCountsForTheWholeCall() throws Exception {
    SocketStream impatient = one.stream().withTimeouts(Duration.ofMillis(300), Duration.ZERO);
    CompletableFuture<byte[]> reading = one.start(() -> impatient.readExactly(1_000));
    while (!reading.isDone()) {
      // One byte now and then would keep it for ever if each counted for itself.
      one.peer().send("x");
      boolean _ = Eventually.staysOpen(reading);
    }
    assertThatThrownBy(() -> Eventually.get(reading))
        .hasCauseInstanceOf(SocketTimeoutException.class);
    assertThat(one.run(() -> one.stream().readSome(1))).isNotEmpty();
  }
}
