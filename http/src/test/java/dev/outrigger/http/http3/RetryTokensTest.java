package dev.outrigger.http.http3;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The tokens by which clients show that they are where they say. */
class RetryTokensTest {
  private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.1", 1234);
  private static final byte[] CONNECTION = {1, 2, 3, 4, 5, 6, 7, 8};

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final Handshakes handshakes = new Handshakes(Duration.ofSeconds(10));
  private final RetryTokens tokens = new RetryTokens(new TokenKey(), handshakes, now::get);

  private ByteBuf token() {
    ByteBuf out = Unpooled.buffer();
    assertThat(tokens.writeToken(out, Unpooled.wrappedBuffer(CONNECTION), CLIENT)).isTrue();
    assertThat(out.readableBytes()).isLessThanOrEqualTo(tokens.maxTokenLength());
    return out;
  }

  private void manyShakeHands() {
    for (int i = 0; i < Handshakes.TRUSTED; i++) {
      handshakes.begun();
    }
  }

  @Test
  void aTokenIsAskedForOnlyWhileManyShakeHands() {
    ByteBuf out = Unpooled.buffer();
    assertThat(tokens.writeToken(out, Unpooled.wrappedBuffer(CONNECTION), CLIENT)).isFalse();
    manyShakeHands();
    assertThat(tokens.writeToken(out, Unpooled.wrappedBuffer(CONNECTION), CLIENT)).isTrue();
    handshakes.ended();
    assertThat(tokens.writeToken(out, Unpooled.wrappedBuffer(CONNECTION), CLIENT)).isFalse();
  }

  @Test
  void aTokenTellsTheFirstIdentifierOfItsConnection() {
    manyShakeHands();
    ByteBuf token = token();
    int at = tokens.validateToken(token.slice(), CLIENT);
    assertThat(at).isPositive();
    byte[] told = new byte[token.readableBytes() - at];
    token.getBytes(token.readerIndex() + at, told);
    assertThat(told).isEqualTo(CONNECTION);
  }

  @Test
  void aTokenOfAnotherClientIsRefused() {
    manyShakeHands();
    InetSocketAddress otherPort = new InetSocketAddress("192.0.2.1", 1235);
    InetSocketAddress otherHost = new InetSocketAddress("192.0.2.2", 1234);
    assertThat(tokens.validateToken(token(), otherPort)).isEqualTo(-1);
    assertThat(tokens.validateToken(token(), otherHost)).isEqualTo(-1);
  }

  @Test
  void aTokenThatWasChangedOrCutIsRefused() {
    manyShakeHands();
    int length = token().readableBytes();
    for (int i = 0; i < length; i++) {
      ByteBuf changed = token();
      changed.setByte(i, changed.getByte(i) ^ 1);
      assertThat(tokens.validateToken(changed, CLIENT)).as("byte " + i).isEqualTo(-1);
      assertThat(tokens.validateToken(token().slice(0, i), CLIENT)).isEqualTo(-1);
    }
  }

  @Test
  void aTokenOfAnotherServerIsRefused() {
    manyShakeHands();
    RetryTokens other = new RetryTokens(new TokenKey(), handshakes, now::get);
    assertThat(other.validateToken(token(), CLIENT)).isEqualTo(-1);
  }

  @Test
  void aTokenGrowsOld() {
    manyShakeHands();
    ByteBuf token = token();
    now.addAndGet(RetryTokens.LIFE.toMillis());
    assertThat(tokens.validateToken(token.slice(), CLIENT)).isPositive();
    now.incrementAndGet();
    assertThat(tokens.validateToken(token.slice(), CLIENT)).isEqualTo(-1);
  }
}
