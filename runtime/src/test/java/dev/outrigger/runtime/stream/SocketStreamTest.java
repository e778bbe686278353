package dev.outrigger.runtime.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
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
class SocketStreamTest {
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LATE = Duration.ofMinutes(10);
  private static final int MUCH = 16 * 1024 * 1024;

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

  private <T> T run(Callable<T> body) throws Exception {
    return one.run(body);
  }

  private String read(int count) throws Exception {
    return run(() -> new String(stream.readExactly(count), US_ASCII));
  }

  private Integer writeMuch() throws Exception {
    stream.write(new byte[MUCH]);
    return MUCH;
  }

  // ---- reading

  @Test
  void whatOneSideWritesTheOtherReads() throws Exception {
    peer.send("hello");
    assertThat(read(5)).isEqualTo("hello");
    run(() -> {
      stream.write("world".getBytes(US_ASCII));
      return true;
    });
    assertThat(peer.receive(5)).isEqualTo("world");
  }

  @Test
  void aReadGivesWhatIsThereAndKeepsTheRest() throws Exception {
    peer.send("hello");
    assertThat(run(() -> new String(stream.readSome(2), US_ASCII))).isEqualTo("he");
    assertThat(run(() -> new String(stream.readSome(100), US_ASCII))).isEqualTo("llo");
  }

  @Test
  void theEndIsMinusOneAgainAndAgain() throws Exception {
    peer.send("x");
    peer.socket().shutdownOutput();
    byte[] into = new byte[10];
    assertThat(run(() -> stream.read(into))).isOne();
    assertThat(run(() -> stream.read(into))).isEqualTo(-1);
    assertThat(run(() -> stream.read(into))).isEqualTo(-1);
    assertThat(run(() -> stream.readSome(3))).isEmpty();
  }

  @Test
  void everythingUpToTheEndIsReadIfItIsWithinTheLimit() throws Exception {
    peer.send("all of it");
    peer.socket().shutdownOutput();
    assertThat(run(() -> stream.readAll(9))).asString(US_ASCII).isEqualTo("all of it");
  }

  @Test
  void moreThanTheLimitIsAnErrorAndStaysToBeRead() throws Exception {
    peer.send("too much");
    peer.socket().shutdownOutput();
    assertThatThrownBy(() -> run(() -> stream.readAll(7)))
        .hasCauseInstanceOf(ProtocolException.class)
        .hasMessageContaining("sent more than the 7 bytes allowed here");
    assertThat(read(8)).isEqualTo("too much");
  }

  @Test
  void anEndInTheMiddleOfWhatIsToBeReadGivesWhatCame() throws Exception {
    peer.send("abc");
    peer.socket().shutdownOutput();
    assertThatThrownBy(() -> read(10))
        .cause()
        .isInstanceOfSatisfying(
            IncompleteReadException.class,
            e -> assertThat(e.partial()).asString(US_ASCII).isEqualTo("abc"))
        .hasMessageEndingWith("ended after 3 of 10 bytes");
  }

  @Test
  void readingNoBytesWaitsForNothing() throws Exception {
    assertThat(run(() -> stream.readExactly(0))).isEmpty();
    assertThatThrownBy(() -> run(() -> stream.readExactly(-1)))
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
    assertThat(read(2)).isEqualTo("la");
    peer.reset();
    assertThat(read(2)).isEqualTo("st");
    assertThatThrownBy(() -> read(1)).hasCauseInstanceOf(SocketException.class);
  }

  @Test
  void aSecondReaderIsRefusedAndTheFirstReadsOn() throws Exception {
    CompletableFuture<Integer> first = one.start(() -> stream.read(new byte[1]));
    assertThat(Eventually.staysOpen(first)).isTrue();
    assertThatThrownBy(() -> run(() -> stream.read(new byte[1])))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is being read by");
    peer.send("x");
    assertThat(Eventually.get(first)).isOne();
  }

  @Test
  void bytesThatWerePutBackComeFirst() throws Exception {
    peer.send("world");
    stream.unread(ByteBuffer.wrap("hello ".getBytes(US_ASCII)));
    assertThat(read(11)).isEqualTo("hello world");
  }

  // ---- cancelled and too late

  @Test
  void aCancelledReadLosesNothing() throws Exception {
    peer.send("abc");
    assertThatThrownBy(() -> run(() -> Scope.timeout(SOON, () -> stream.readExactly(6))))
        .hasCauseInstanceOf(TimeoutException.class);
    peer.send("def");
    assertThat(read(6)).isEqualTo("abcdef");
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
                      () -> new String(stream.readExactly(10), US_ASCII)));
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
      peer.send(part);
    }
    assertThat(Eventually.get(all)).isEqualTo(sent.toString());
  }

  @Test
  void aReadInACancelledScopeDoesNotBegin() throws Exception {
    peer.send("x");
    assertThatThrownBy(() ->
            run(() -> {
              Scope scope = new Scope();
              return scope.run(() -> {
                scope.cancel(new Cancellation(Cancellation.Source.CALLER, "enough"));
                return stream.read(new byte[1]);
              });
            }))
        .hasCauseInstanceOf(CancelledException.class);
    assertThat(read(1)).isEqualTo("x");
  }

  @Test
  void aReadTimeOutNamesPeerAndTimeAndTheStreamGoesOn() throws Exception {
    SocketStream impatient = stream.withTimeouts(SOON, Duration.ZERO);
    assertThatThrownBy(() -> run(() -> impatient.read(new byte[1])))
        .hasCauseInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("127.0.0.1:" + peer.port() + " sent nothing within 50 ms");
    peer.send("x");
    assertThat(read(1)).isEqualTo("x");
  }

  @Test
  void aReadTimeOutCountsForTheWholeCall() throws Exception {
    SocketStream impatient = stream.withTimeouts(Duration.ofMillis(300), Duration.ZERO);
    CompletableFuture<byte[]> reading = one.start(() -> impatient.readExactly(1_000));
    while (!reading.isDone()) {
      // One byte now and then would keep it for ever if each counted for itself.
      peer.send("x");
      boolean _ = Eventually.staysOpen(reading);
    }
    assertThatThrownBy(() -> Eventually.get(reading))
        .hasCauseInstanceOf(SocketTimeoutException.class);
    assertThat(run(() -> stream.readSome(1))).isNotEmpty();
  }

  // ---- writing

  @Test
  void aPeerThatDoesNotReadSuspendsTheWriter() throws Exception {
    CompletableFuture<Integer> writing = one.start(this::writeMuch);
    assertThat(Eventually.staysOpen(writing)).isTrue();
    assertThat(peer.socket().getInputStream().readNBytes(MUCH)).hasSize(MUCH);
    assertThat(Eventually.get(writing)).isEqualTo(MUCH);
  }

  @Test
  void aTaskThatDoesNotReadSuspendsThePeer() throws Exception {
    CompletableFuture<Integer> sent = new CompletableFuture<>();
    AtomicInteger progress = new AtomicInteger();
    Thread sender =
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (int i = 0; i < MUCH; i += 65_536) {
                  peer.socket().getOutputStream().write(new byte[65_536]);
                  progress.addAndGet(65_536);
                }
                sent.complete(progress.get());
              } catch (Exception e) {
                sent.completeExceptionally(e);
              }
            });
    assertThat(Eventually.staysOpen(sent)).isTrue();
    assertThat(run(() -> stream.readExactly(MUCH))).hasSize(MUCH);
    assertThat(Eventually.get(sent)).isEqualTo(MUCH);
    sender.join();
  }

  @Test
  void aWriteTimeOutNamesPeerAndTime() {
    SocketStream impatient = stream.withTimeouts(Duration.ZERO, SOON);
    assertThatThrownBy(() ->
            run(() -> {
              impatient.write(new byte[MUCH]);
              return true;
            }))
        .hasCauseInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("took no bytes within 50 ms");
  }

  @Test
  void ofACancelledWriteTheBytesBeforeThePositionArrive() throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(MUCH);
    assertThatThrownBy(() ->
            run(() ->
                Scope.timeout(
                    SOON,
                    () -> {
                      stream.write(bytes);
                      return true;
                    })))
        .hasCauseInstanceOf(TimeoutException.class);
    CompletableFuture<Boolean> ended =
        one.start(() -> {
          stream.closeOutput();
          return true;
        });
    assertThat(peer.socket().getInputStream().readAllBytes()).hasSize(bytes.position());
    assertThat(Eventually.get(ended)).isTrue();
    assertThat(bytes.position()).isLessThan(MUCH);
  }

  @Test
  void aSecondWriterIsRefused() throws Exception {
    CompletableFuture<Integer> first = one.start(this::writeMuch);
    assertThat(Eventually.staysOpen(first)).isTrue();
    assertThatThrownBy(() -> run(this::writeMuch))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is being written to by");
    assertThat(peer.socket().getInputStream().readNBytes(MUCH)).hasSize(MUCH);
    assertThat(Eventually.get(first)).isEqualTo(MUCH);
  }

  @Test
  void aSuspendedWriterHearsOfAReset() throws Exception {
    CompletableFuture<Integer> writing = one.start(this::writeMuch);
    assertThat(Eventually.staysOpen(writing)).isTrue();
    peer.reset();
    assertThatThrownBy(() -> Eventually.get(writing))
        .hasCauseInstanceOf(SocketException.class)
        .hasMessageContaining("is gone");
  }

  @Test
  void writingOnAfterAResetFailsInBoundedTime() throws Exception {
    peer.reset();
    assertThatThrownBy(() ->
            run(() -> {
              // asyncio's drain could go round here for ever without meeting the error.
              while (true) {
                stream.write(new byte[1]);
              }
            }))
        .hasCauseInstanceOf(SocketException.class);
  }

  @Test
  void aFlushReturnsWhenAllHasGoneOut() throws Exception {
    run(() -> {
      stream.write(new byte[50_000]);
      stream.flush();
      return true;
    });
    assertThat(stream.wire().outbound().isEmpty()).isTrue();
    assertThat(peer.socket().getInputStream().readNBytes(50_000)).hasSize(50_000);
  }

  // ---- ends

  @Test
  void afterItsOutputWasClosedAStreamStillReads() throws Exception {
    run(() -> {
      stream.write("question".getBytes(US_ASCII));
      stream.closeOutput();
      stream.closeOutput();
      return true;
    });
    assertThat(peer.socket().getInputStream().readAllBytes())
        .asString(US_ASCII)
        .isEqualTo("question");
    peer.send("answer");
    assertThat(read(6)).isEqualTo("answer");
    assertThatThrownBy(() -> run(this::writeMuch))
        .hasCauseInstanceOf(SocketException.class)
        .hasMessageContaining("the output was closed by this side");
  }

  @Test
  void afterThePeerClosedItsOutputItStillGetsAnAnswer() throws Exception {
    peer.socket().shutdownOutput();
    assertThat(run(() -> stream.read(new byte[1]))).isEqualTo(-1);
    run(() -> {
      stream.write("answer".getBytes(US_ASCII));
      stream.close();
      return true;
    });
    assertThat(peer.socket().getInputStream().readAllBytes())
        .asString(US_ASCII)
        .isEqualTo("answer");
  }

  @Test
  void closingLetsTheAcceptedBytesGoOutFirst() throws Exception {
    CompletableFuture<byte[]> received = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            received.complete(peer.socket().getInputStream().readAllBytes());
          } catch (Exception e) {
            received.completeExceptionally(e);
          }
        });
    run(() -> {
      stream.write(new byte[MUCH]);
      stream.close();
      stream.close();
      return true;
    });
    assertThat(Eventually.get(received)).hasSize(MUCH);
  }

  @Test
  void whatWasWrittenLastArrivesAlthoughThePeerStillSends() throws Exception {
    peer.socket().getOutputStream().write(new byte[200_000]);
    run(() -> {
      stream.write("go away".getBytes(US_ASCII));
      stream.close();
      return true;
    });
    peer.socket().getOutputStream().write(new byte[200_000]);
    assertThat(peer.socket().getInputStream().readAllBytes())
        .asString(US_ASCII)
        .isEqualTo("go away");
  }

  @Test
  void closingInACancelledScopeDoesNotWaitForThePeer() throws Exception {
    run(() -> fill(stream));
    Scope scope = new Scope();
    assertThatThrownBy(() ->
            run(() ->
                scope.run(() -> {
                  try (SocketStream _ = stream) {
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
    assertThatThrownBy(() -> peer.socket().getInputStream().readAllBytes())
        .isInstanceOf(IOException.class);
  }

  /** Until not a byte more goes, so that some are left on this side. */
  private static boolean fill(SocketStream stream) throws Exception {
    SocketStream impatient = stream.withTimeouts(Duration.ZERO, Duration.ofMillis(200));
    ByteBuffer bytes = ByteBuffer.allocate(MUCH);
    int before;
    do {
      before = bytes.position();
      assertThatThrownBy(() -> impatient.write(bytes)).isInstanceOf(SocketTimeoutException.class);
    } while (bytes.position() > before);
    return true;
  }

  @Test
  void aReaderHearsThatAnotherTaskClosesTheStream() throws Exception {
    CompletableFuture<Integer> reading = one.start(() -> stream.read(new byte[1]));
    assertThat(Eventually.staysOpen(reading)).isTrue();
    run(() -> {
      stream.close();
      return true;
    });
    assertThatThrownBy(() -> Eventually.get(reading))
        .hasCauseInstanceOf(SocketException.class)
        .hasMessageContaining("the stream was closed by this side");
    assertThat(stream.isClosed()).isTrue();
  }

  @Test
  void aSuspendedWriterHearsThatAnotherTaskAbortsTheStream() throws Exception {
    CompletableFuture<Integer> writing = one.start(this::writeMuch);
    assertThat(Eventually.staysOpen(writing)).isTrue();
    stream.abort();
    assertThatThrownBy(() -> Eventually.get(writing))
        .hasCauseInstanceOf(SocketException.class)
        .hasMessageContaining("closed by this side");
  }

  @Test
  void anAbortIsAResetForThePeer() throws Exception {
    peer.socket();
    stream.abort();
    assertThatThrownBy(() -> peer.receive(1)).isInstanceOf(SocketException.class);
  }

  @Test
  void aStreamWhoseLoopWasStoppedFailsInsteadOfWaiting() throws Exception {
    CompletableFuture<Integer> outcome = new CompletableFuture<>();
    one.close();
    Thread.ofVirtual()
        .start(() -> {
          try {
            outcome.complete(stream.read(new byte[1]));
          } catch (Exception e) {
            outcome.completeExceptionally(e);
          }
        });
    assertThatThrownBy(() -> Eventually.get(outcome)).hasCauseInstanceOf(IOException.class);
  }

  // ---- others

  @Test
  void aPlainThreadMayUseAStreamToo() throws Exception {
    peer.send("x");
    assertThat(stream.readExactly(1)).hasSize(1);
    stream.write(new byte[] {'y'});
    assertThat(peer.receive(1)).isEqualTo("y");
  }

  @Test
  void librariesSeeStreamsOfTheJdk() throws Exception {
    peer.send("first\nsecond\n");
    peer.socket().shutdownOutput();
    String lines =
        run(() ->
            String.join(
                ",",
                new BufferedReader(new InputStreamReader(stream.asInputStream(), US_ASCII))
                    .lines()
                    .toList()));
    assertThat(lines).isEqualTo("first,second");
    run(() -> {
      stream.asOutputStream().write("answer".getBytes(US_ASCII));
      stream.asOutputStream().close();
      return true;
    });
    assertThat(peer.socket().getInputStream().readAllBytes()).hasSize(6);
  }

  @Test
  void theAddressesAreKnownAlsoAfterTheEnd() throws Exception {
    stream.abort();
    assertThat(stream.remoteAddress())
        .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port()));
    assertThat(stream.localAddress()).isEqualTo(peer.socket().getRemoteSocketAddress());
  }

  @Test
  void aTimeOutThatIsFarAwayDoesNoHarm() throws Exception {
    peer.send("x");
    assertThat(run(() -> stream.withTimeouts(LATE, LATE).readExactly(1))).hasSize(1);
    assertThatThrownBy(() -> stream.withTimeouts(Duration.ofMillis(-1), LATE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
