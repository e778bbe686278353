package dev.outrigger.runtime.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Each side may end its half, and what was accepted goes out first. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class SocketCloseTest {
  @Parameter TaskBackend backend;

  @RegisterExtension private final Connected one = new Connected(() -> backend);

  @Test
  void afterItsOutputWasClosedAStreamStillReads() throws Exception {
    one.run(() -> {
      one.stream().write("question".getBytes(US_ASCII));
      one.stream().closeOutput();
      one.stream().closeOutput();
      return true;
    });
    assertThat(one.peer().socket().getInputStream().readAllBytes())
        .asString(US_ASCII)
        .isEqualTo("question");
    one.peer().send("answer");
    assertThat(one.read(6)).isEqualTo("answer");
    assertThatThrownBy(() -> one.run(one::writeMuch))
        .hasCauseInstanceOf(SocketException.class)
        .hasMessageContaining("the output was closed by this side");
  }

  @Test
  void afterThePeerClosedItsOutputItStillGetsAnAnswer() throws Exception {
    one.peer().socket().shutdownOutput();
    assertThat(one.run(() -> one.stream().read(new byte[1]))).isEqualTo(-1);
    one.run(() -> {
      one.stream().write("answer".getBytes(US_ASCII));
      one.stream().close();
      return true;
    });
    assertThat(one.peer().socket().getInputStream().readAllBytes())
        .asString(US_ASCII)
        .isEqualTo("answer");
  }

  @Test
  void closingLetsTheAcceptedBytesGoOutFirst() throws Exception {
    CompletableFuture<byte[]> received = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            received.complete(one.peer().socket().getInputStream().readAllBytes());
          } catch (Exception e) {
            received.completeExceptionally(e);
          }
        });
    one.run(() -> {
      one.stream().write(new byte[Connected.MUCH]);
      one.stream().close();
      one.stream().close();
      return true;
    });
    assertThat(Eventually.get(received)).hasSize(Connected.MUCH);
  }

  @Test
  void whatWasWrittenLastArrivesAlthoughThePeerStillSends() throws Exception {
    one.peer().socket().getOutputStream().write(new byte[200_000]);
    one.run(() -> {
      one.stream().write("go away".getBytes(US_ASCII));
      one.stream().close();
      return true;
    });
    one.peer().socket().getOutputStream().write(new byte[200_000]);
    assertThat(one.peer().socket().getInputStream().readAllBytes())
        .asString(US_ASCII)
        .isEqualTo("go away");
  }

  @Test
  void closingInACancelledScopeDoesNotWaitForThePeer() throws Exception {
    one.run(() -> fill(one.stream()));
    Scope scope = new Scope();
    assertThatThrownBy(() ->
            one.run(() ->
                scope.run(() -> {
                  try (SocketStream _ = one.stream()) {
                    scope.cancel(new Cancellation(Cancellation.Source.CALLER, "enough"));
                    Scope.checkpoint();
                  }
                  return true;
                })))
        .cause()
        .isInstanceOf(CancelledException.class)
        // An exception of I/O is what closing throws if it waited until its time was up.
        .extracting(
            Throwable::getSuppressed,
            Assertions.as(InstanceOfAssertFactories.array(Throwable[].class)))
        .hasOnlyElementsOfType(CancelledException.class);
    assertThatThrownBy(() -> one.peer().socket().getInputStream().readAllBytes())
        .isInstanceOf(IOException.class);
  }

  /** Until not a byte more goes, so that some are left on this side. */
  private static boolean fill(SocketStream stream) throws Exception {
    SocketStream impatient = stream.withTimeouts(Duration.ZERO, Duration.ofMillis(200));
    ByteBuffer bytes = ByteBuffer.allocate(Connected.MUCH);
    int before;
    do {
      before = bytes.position();
      assertThatThrownBy(() -> impatient.write(bytes)).isInstanceOf(SocketTimeoutException.class);
    } while (bytes.position() > before);
    return true;
  }
}
