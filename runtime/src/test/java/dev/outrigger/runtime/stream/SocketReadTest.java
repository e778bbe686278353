package dev.outrigger.runtime.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.TaskBackend;
import java.net.ProtocolException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What reading gives: all, some, the end, too much. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class SocketReadTest {
  @Parameter TaskBackend backend;

  private Connected one;
  private Peer peer;
  private SocketStream stream;

  @BeforeEach
  void connect() throws Exception {
    one = Connected.on(backend);
    peer = one.peer();
    stream = one.stream();
  }

  @AfterEach
  void stop() throws Exception {
    one.close();
  }

  @Test
  void whatOneSideWritesTheOtherReads() throws Exception {
    peer.send("hello");
    assertThat(one.read(5)).isEqualTo("hello");
    one.run(() -> {
      stream.write("world".getBytes(US_ASCII));
      return true;
    });
    assertThat(peer.receive(5)).isEqualTo("world");
  }

  @Test
  void aReadGivesWhatIsThereAndKeepsTheRest() throws Exception {
    peer.send("hello");
    assertThat(one.run(() -> new String(stream.readSome(2), US_ASCII))).isEqualTo("he");
    assertThat(one.run(() -> new String(stream.readSome(100), US_ASCII))).isEqualTo("llo");
  }

  @Test
  void theEndIsMinusOneAgainAndAgain() throws Exception {
    peer.send("x");
    peer.socket().shutdownOutput();
    byte[] into = new byte[10];
    assertThat(one.run(() -> stream.read(into))).isOne();
    assertThat(one.run(() -> stream.read(into))).isEqualTo(-1);
    assertThat(one.run(() -> stream.read(into))).isEqualTo(-1);
    assertThat(one.run(() -> stream.readSome(3))).isEmpty();
  }

  @Test
  void everythingUpToTheEndIsReadIfItIsWithinTheLimit() throws Exception {
    peer.send("all of it");
    peer.socket().shutdownOutput();
    assertThat(one.run(() -> stream.readAll(9))).asString(US_ASCII).isEqualTo("all of it");
  }

  @Test
  void moreThanTheLimitIsAnErrorAndStaysToBeRead() throws Exception {
    peer.send("too much");
    peer.socket().shutdownOutput();
    assertThatThrownBy(() -> one.run(() -> stream.readAll(7)))
        .hasCauseInstanceOf(ProtocolException.class)
        .hasMessageContaining("sent more than the 7 bytes allowed here");
    assertThat(one.read(8)).isEqualTo("too much");
  }

  @Test
  void anEndInTheMiddleOfWhatIsToBeReadGivesWhatCame() throws Exception {
    peer.send("abc");
    peer.socket().shutdownOutput();
    assertThatThrownBy(() -> one.read(10))
        .cause()
        .isInstanceOfSatisfying(
            IncompleteReadException.class,
            e -> assertThat(e.partial()).asString(US_ASCII).isEqualTo("abc"))
        .hasMessageEndingWith("ended after 3 of 10 bytes");
  }

  @Test
  void readingNoBytesWaitsForNothing() throws Exception {
    assertThat(one.run(() -> stream.readExactly(0))).isEmpty();
    assertThatThrownBy(() -> one.run(() -> stream.readExactly(-1)))
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aResetIsAnErrorThatNamesThePeer() throws Exception {
    CompletableFuture<Integer> reading = one.start(() -> stream.read(new byte[1]));
    peer.reset();
    assertThatThrownBy(() -> Eventually.get(reading))
        .hasCauseInstanceOf(SocketException.class)
        .hasMessageContaining("the connection to 127.0.0.1:" + peer.port() + " is gone");
  }

  @Test
  void whatCameBeforeAResetIsStillRead() throws Exception {
    peer.send("last");
    assertThat(one.read(2)).isEqualTo("la");
    peer.reset();
    assertThat(one.read(2)).isEqualTo("st");
    assertThatThrownBy(() -> one.read(1)).hasCauseInstanceOf(SocketException.class);
  }

  @Test
  void aSecondReaderIsRefusedAndTheFirstReadsOn() throws Exception {
    CompletableFuture<Integer> first = one.start(() -> stream.read(new byte[1]));
    assertThat(Eventually.staysOpen(first)).isTrue();
    assertThatThrownBy(() -> one.run(() -> stream.read(new byte[1])))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is being read by");
    peer.send("x");
    assertThat(Eventually.get(first)).isOne();
  }

  @Test
  void bytesThatWerePutBackComeFirst() throws Exception {
    peer.send("world");
    stream.unread(ByteBuffer.wrap("hello ".getBytes(US_ASCII)));
    assertThat(one.read(11)).isEqualTo("hello world");
  }
}
