package dev.outrigger.runtime.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.net.ProtocolException;
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
class LinesTest {
  @Parameter TaskBackend backend;

  private OnOneLoop one;
  private Peer peer;
  private SocketStream stream;

  @BeforeEach
  void connect() throws Exception {
    one = OnOneLoop.with(backend);
    peer = new Peer();
    stream = one.run(() -> TcpStream.connect("127.0.0.1", peer.port()));
  }

  @AfterEach
  void stop() throws Exception {
    stream.abort();
    peer.close();
    one.close();
  }

  private Optional<String> next(Lines lines) throws Exception {
    return one.run(lines::next);
  }

  @Test
  void linesEndInBothWaysAndTheLastNeedsNoEnd() throws Exception {
    Lines lines = Lines.of(stream);
    peer.send("one\ntwo\r\n\n\r\nlast\r");
    peer.socket().shutdownOutput();
    assertThat(next(lines)).contains("one");
    assertThat(next(lines)).contains("two");
    assertThat(next(lines)).contains("");
    assertThat(next(lines)).contains("");
    assertThat(next(lines)).contains("last\r");
    assertThat(next(lines)).isEmpty();
    assertThat(next(lines)).isEmpty();
  }

  @Test
  void aLineMayComeInParts() throws Exception {
    Lines lines = Lines.of(stream);
    CompletableFuture<Optional<String>> reading = one.start(lines::next);
    for (String part : new String[] {"a", "b", "c\r", "\n"}) {
      assertThat(Eventually.staysOpen(reading)).isTrue();
      peer.send(part);
    }
    assertThat(Eventually.get(reading)).contains("abc");
  }

  @Test
  void aLineOfExactlyTheLimitIsReadAndOneMoreIsNot() throws Exception {
    Lines lines = Lines.of(stream, ISO_8859_1, 5);
    peer.send("12345\r\n12345\n123456\n");
    assertThat(next(lines)).contains("12345");
    assertThat(next(lines)).contains("12345");
    assertThatThrownBy(() -> next(lines))
        .hasCauseInstanceOf(ProtocolException.class)
        .hasMessageContaining("sent a line of more than the 5 bytes allowed here");
  }

  @Test
  void aLineWithoutAnEndIsAnErrorAndNotMemory() throws Exception {
    Lines lines = Lines.of(stream, US_ASCII, 10_000);
    Thread sender =
        Thread.ofVirtual()
            .start(() -> {
              try {
                peer.socket().getOutputStream().write(new byte[1_000_000]);
              } catch (Exception closed) {
                // The reader has given up.
              }
            });
    assertThatThrownBy(() -> next(lines)).hasCauseInstanceOf(ProtocolException.class);
    stream.abort();
    sender.join();
  }

  @Test
  void aCancelledReadOfALineLosesNothing() throws Exception {
    Lines lines = Lines.of(stream);
    peer.send("first ");
    assertThatThrownBy(() -> one.run(() -> Scope.timeout(Duration.ofMillis(50), lines::next)))
        .hasCauseInstanceOf(TimeoutException.class);
    peer.send("half\n");
    assertThat(next(lines)).contains("first half");
  }

  @Test
  void whatWasReadAheadGoesBackToTheStream() throws Exception {
    Lines lines = Lines.of(stream);
    peer.send("header\nbody");
    assertThat(next(lines)).contains("header");
    assertThat(one.run(() -> lines.detach().readExactly(4))).asString(US_ASCII).isEqualTo("body");
  }

  @Test
  void aLineIsWrittenWithItsEnd() throws Exception {
    one.run(() -> {
      Lines.of(stream).write("hello");
      return true;
    });
    assertThat(peer.receive(6)).isEqualTo("hello\n");
  }

  @Test
  void limitsAndCharsetsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> Lines.of(stream, US_ASCII, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Lines.of(stream, UTF_16, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("UTF-16");
  }

  // ---- frames

  @Test
  void messagesGoBackAndForth() throws Exception {
    for (int lengthBytes = 1; lengthBytes <= 4; lengthBytes++) {
      Frames frames = Frames.of(stream, lengthBytes, 200);
      one.run(() -> {
        frames.write("ping".getBytes(US_ASCII));
        return true;
      });
      byte[] sent = peer.socket().getInputStream().readNBytes(lengthBytes + 4);
      assertThat(sent[lengthBytes - 1]).isEqualTo((byte) 4);
      peer.socket().getOutputStream().write(sent);
      assertThat(one.run(frames::next).orElseThrow()).asString(US_ASCII).isEqualTo("ping");
    }
    peer.socket().shutdownOutput();
    assertThat(one.run(Frames.of(stream, 10)::next)).isEmpty();
  }

  @Test
  void aMessageThatIsTooLongIsNotRead() throws Exception {
    Frames frames = Frames.of(stream, 10);
    peer.socket().getOutputStream().write(new byte[] {(byte) 0xff, 0, 0, 0});
    assertThatThrownBy(() -> one.run(frames::next))
        .hasCauseInstanceOf(ProtocolException.class)
        .hasMessageContaining("a message of 4278190080 bytes, but only 10 are allowed");
    assertThatThrownBy(() -> frames.write(new byte[11])).isInstanceOf(ProtocolException.class);
  }

  @Test
  void anEndInTheMiddleOfAMessageIsAnError() throws Exception {
    Frames frames = Frames.of(stream, 1, 10);
    peer.send("\5abc");
    peer.socket().shutdownOutput();
    assertThatThrownBy(() -> one.run(frames::next))
        .hasCauseInstanceOf(IncompleteReadException.class);
  }

  @Test
  void aCancelledReadOfAMessageLosesNothing() throws Exception {
    Frames frames = Frames.of(stream, 2, 10);
    peer.send("\0\5ab");
    assertThatThrownBy(() -> one.run(() -> Scope.timeout(Duration.ofMillis(50), frames::next)))
        .hasCauseInstanceOf(TimeoutException.class);
    peer.send("cde");
    assertThat(one.run(frames::next).orElseThrow()).asString(US_ASCII).isEqualTo("abcde");
  }

  @Test
  void lengthsAndLimitsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> Frames.of(stream, 5, 10)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Frames.of(stream, 1, 256))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("within 0 and 255");
  }
}
