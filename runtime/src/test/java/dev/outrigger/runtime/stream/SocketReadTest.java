package dev.outrigger.runtime.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.TaskBackend;
import java.net.ProtocolException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What reading gives: all, some, the end, too much. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class SocketReadTest {
  @Parameter TaskBackend backend;

  @RegisterExtension private final Connected one = new Connected(() -> backend);

  @Test
  void whatOneSideWritesTheOtherReads() throws Exception {
    one.peer().send("hello");
    assertThat(one.read(5)).isEqualTo("hello");
    one.run(() -> {
      one.stream().write("world".getBytes(US_ASCII));
      return true;
    });
    assertThat(one.peer().receive(5)).isEqualTo("world");
  }

  @Test
  void aReadGivesWhatIsThereAndKeepsTheRest() throws Exception {
    one.peer().send("hello");
    assertThat(one.run(() -> new String(one.stream().readSome(2), US_ASCII))).isEqualTo("he");
    assertThat(one.run(() -> new String(one.stream().readSome(100), US_ASCII))).isEqualTo("llo");
  }

  @Test
  void theEndIsMinusOneAgainAndAgain() throws Exception {
    one.peer().send("x");
    one.peer().socket().shutdownOutput();
    byte[] into = new byte[10];
    assertThat(one.run(() -> one.stream().read(into))).isOne();
    assertThat(one.run(() -> one.stream().read(into))).isEqualTo(-1);
    assertThat(one.run(() -> one.stream().read(into))).isEqualTo(-1);
    assertThat(one.run(() -> one.stream().readSome(3))).isEmpty();
  }

  @Test
  void everythingUpToTheEndIsReadIfItIsWithinTheLimit() throws Exception {
    one.peer().send("all of it");
    one.peer().socket().shutdownOutput();
    assertThat(one.run(() -> one.stream().readAll(9))).asString(US_ASCII).isEqualTo("all of it");
  }

  @Test
  void moreThanTheLimitIsAnErrorAndStaysToBeRead() throws Exception {
    one.peer().send("too much");
    one.peer().socket().shutdownOutput();
    assertThatThrownBy(() -> one.run(() -> one.stream().readAll(7)))
        .hasCauseInstanceOf(ProtocolException.class)
        .hasMessageContaining("sent more than the 7 bytes allowed here");
    assertThat(one.read(8)).isEqualTo("too much");
  }

  @Test
  void anEndInTheMiddleOfWhatIsToBeReadGivesWhatCame() throws Exception {
    one.peer().send("abc");
    one.peer().socket().shutdownOutput();
    assertThatThrownBy(() -> one.read(10))
        .cause()
        .isInstanceOfSatisfying(
            IncompleteReadException.class,
            e -> assertThat(e.partial()).asString(US_ASCII).isEqualTo("abc"))
        .hasMessageEndingWith("ended after 3 of 10 bytes");
  }

  @Test
  void readingNoBytesWaitsForNothing() throws Exception {
    assertThat(one.run(() -> one.stream().readExactly(0))).isEmpty();
    assertThatThrownBy(() -> one.run(() -> one.stream().readExactly(-1)))
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aResetIsAnErrorThatNamesThePeer() throws Exception {
    CompletableFuture<Integer> reading = one.start(() -> one.stream().read(new byte[1]));
    one.peer().reset();
    assertThatThrownBy(() -> Eventually.get(reading))
        .hasCauseInstanceOf(SocketException.class)
        .hasMessageContaining("the connection to 127.0.0.1:" + one.peer().port() + " is gone");
  }

  @Test
  void whatCameBeforeAResetIsStillRead() throws Exception {
    one.peer().send("last");
    assertThat(one.read(2)).isEqualTo("la");
    one.peer().reset();
    assertThat(one.read(2)).isEqualTo("st");
    assertThatThrownBy(() -> one.read(1)).hasCauseInstanceOf(SocketException.class);
  }

  @Test
  void aSecondReaderIsRefusedAndTheFirstReadsOn() throws Exception {
    CompletableFuture<Integer> first = one.start(() -> one.stream().read(new byte[1]));
    Eventually.isTrue(() -> one.stream().wire().inbound().isWanted());
    assertThatThrownBy(() -> one.run(() -> one.stream().read(new byte[1])))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is being read by");
    one.peer().send("x");
    assertThat(Eventually.get(first)).isOne();
  }

  @Test
  void bytesThatWerePutBackComeFirst() throws Exception {
    one.peer().send("world");
    one.stream().unread(ByteBuffer.wrap("hello ".getBytes(US_ASCII)));
    assertThat(one.read(11)).isEqualTo("hello world");
  }
}
