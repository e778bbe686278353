package dev.outrigger.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Writing waits for the reader, and hears of what goes wrong. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class SocketWriteTest {
  private static final Duration SOON = Duration.ofMillis(50);

  @Parameter TaskBackend backend;

  @RegisterExtension private final Connected one = new Connected(() -> backend);

  @Test
  void aPeerThatDoesNotReadSuspendsTheWriter() throws Exception {
    CompletableFuture<Integer> writing = one.start(one::writeMuch);
    assertThat(Eventually.staysOpen(writing)).isTrue();
    assertThat(one.peer().socket().getInputStream().readNBytes(Connected.MUCH))
        .hasSize(Connected.MUCH);
    assertThat(Eventually.get(writing)).isEqualTo(Connected.MUCH);
  }

  @Test
  void aTaskThatDoesNotReadSuspendsThePeer() throws Exception {
    CompletableFuture<Integer> sent = new CompletableFuture<>();
    AtomicInteger progress = new AtomicInteger();
    Thread sender =
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (int i = 0; i < Connected.MUCH; i += 65_536) {
                  one.peer().socket().getOutputStream().write(new byte[65_536]);
                  progress.addAndGet(65_536);
                }
                sent.complete(progress.get());
              } catch (Exception e) {
                sent.completeExceptionally(e);
              }
            });
    assertThat(Eventually.staysOpen(sent)).isTrue();
    assertThat(one.run(() -> one.stream().readExactly(Connected.MUCH))).hasSize(Connected.MUCH);
    assertThat(Eventually.get(sent)).isEqualTo(Connected.MUCH);
    sender.join();
  }

  @Test
  void aWriteTimeOutNamesPeerAndTime() {
    SocketStream impatient = one.stream().withTimeouts(Duration.ZERO, SOON);
    assertThatThrownBy(() ->
            one.run(() -> {
              impatient.write(new byte[Connected.MUCH]);
              return true;
            }))
        .hasCauseInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("took no bytes within 50 ms");
  }

  @Test
  void ofACancelledWriteTheBytesBeforeThePositionArrive() throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(Connected.MUCH);
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    SOON,
                    () -> {
                      one.stream().write(bytes);
                      return true;
                    })))
        .hasCauseInstanceOf(TimeoutException.class);
    CompletableFuture<Boolean> ended =
        one.start(() -> {
          one.stream().closeOutput();
          return true;
        });
    assertThat(one.peer().socket().getInputStream().readAllBytes()).hasSize(bytes.position());
    assertThat(Eventually.get(ended)).isTrue();
    assertThat(bytes.position()).isLessThan(Connected.MUCH);
  }

  @Test
  void aSecondWriterIsRefused() throws Exception {
    CompletableFuture<Integer> first = one.start(one::writeMuch);
    Eventually.isTrue(() -> !one.stream().wire().outbound().isEmpty());
    assertThatThrownBy(() -> one.run(one::writeMuch))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is being written to by");
    assertThat(one.peer().socket().getInputStream().readNBytes(Connected.MUCH))
        .hasSize(Connected.MUCH);
    assertThat(Eventually.get(first)).isEqualTo(Connected.MUCH);
  }

  @Test
  void aSuspendedWriterHearsOfAReset() throws Exception {
    CompletableFuture<Integer> writing = one.start(one::writeMuch);
    assertThat(Eventually.staysOpen(writing)).isTrue();
    one.peer().reset();
    assertThatThrownBy(() -> Eventually.get(writing))
        .hasCauseInstanceOf(SocketException.class)
        .hasMessageContaining("is gone");
  }

  @Test
  void writingOnAfterAResetFailsInBoundedTime() throws Exception {
    one.peer().reset();
    assertThatThrownBy(() ->
            one.run(() -> {
              // asyncio's drain could go round here for ever without meeting the error.
              while (true) {
                one.stream().write(new byte[1]);
              }
            }))
        .hasCauseInstanceOf(SocketException.class);
  }

  @Test
  void aFlushReturnsWhenAllHasGoneOut() throws Exception {
    one.run(() -> {
      one.stream().write(new byte[50_000]);
      one.stream().flush();
      return true;
    });
    assertThat(one.stream().wire().outbound().isEmpty()).isTrue();
    assertThat(one.peer().socket().getInputStream().readNBytes(50_000)).hasSize(50_000);
  }
}
