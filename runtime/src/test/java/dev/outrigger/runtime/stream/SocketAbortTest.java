package dev.outrigger.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who waits on a stream hears of its end. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class SocketAbortTest {
  @Parameter TaskBackend backend;

  @RegisterExtension private final Connected one = new Connected(() -> backend);

  @Test
  void aReaderHearsThatAnotherTaskClosesTheStream() throws Exception {
    CompletableFuture<Integer> reading = one.start(() -> one.stream().read(new byte[1]));
    assertThat(Eventually.staysOpen(reading)).isTrue();
    one.run(() -> {
      one.stream().close();
      return true;
    });
    assertThatThrownBy(() -> Eventually.get(reading))
        .hasCauseInstanceOf(SocketException.class)
        .hasMessageContaining("the stream was closed by this side");
    assertThat(one.stream().isClosed()).isTrue();
  }

  @Test
  void aSuspendedWriterHearsThatAnotherTaskAbortsTheStream() throws Exception {
    CompletableFuture<Integer> writing = one.start(one::writeMuch);
    assertThat(Eventually.staysOpen(writing)).isTrue();
    one.stream().abort();
    assertThatThrownBy(() -> Eventually.get(writing))
        .hasCauseInstanceOf(SocketException.class)
        .hasMessageContaining("closed by this side");
  }

  @Test
  void anAbortIsAResetForThePeer() throws Exception {
    one.peer().socket();
    one.stream().abort();
    assertThatThrownBy(() -> one.peer().receive(1)).isInstanceOf(SocketException.class);
  }

  @Test
  void aStreamWhoseLoopWasStoppedFailsInsteadOfWaiting() throws Exception {
    CompletableFuture<Integer> outcome = new CompletableFuture<>();
    one.stopLoop();
    Thread.ofVirtual()
        .start(() -> {
          try {
            outcome.complete(one.stream().read(new byte[1]));
          } catch (Exception e) {
            outcome.completeExceptionally(e);
          }
        });
    assertThatThrownBy(() -> Eventually.get(outcome)).hasCauseInstanceOf(IOException.class);
  }
}
