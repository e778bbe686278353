package dev.outrigger.http.http3;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Has clients show that they are where they say, while many of them shake hands (RFC 9000, 8.1): a
 * client is sent away with a token and has to come back with it, which costs it a round trip and us
 * next to nothing. In quieter times all are let in at once.
 *
 * <p>A token: its seal, the second when it was made, the identifier that the connection had first.
 *
 * <p>Threading: on the loop.
 */
final class RetryTokens implements QuicTokenHandler {
  /** How long a client may take to come back. */
  static final Duration LIFE = Duration.ofSeconds(10);

  private static final int CONNECTION_AT = TokenKey.SEAL + Long.BYTES;

  private final TokenKey key;
  private final Handshakes handshakes;
  private final LongSupplier millis;

  RetryTokens(TokenKey key, Handshakes handshakes) {
    this(key, handshakes, System::currentTimeMillis);
  }

  RetryTokens(TokenKey key, Handshakes handshakes, LongSupplier millis) {
    this.key = key;
    this.handshakes = handshakes;
    this.millis = millis;
  }

  @Override
  public boolean writeToken(ByteBuf out, ByteBuf dcid, InetSocketAddress address) {
    if (!handshakes.areMany()) {
      return false;
    }
    long now = millis.getAsLong();
    byte[] connection = ByteBufUtil.getBytes(dcid);
    out.writeBytes(key.seal(connection, address, now)).writeLong(now).writeBytes(connection);
    return true;
  }

  @Override
  public int validateToken(ByteBuf token, InetSocketAddress address) {
    if (token.readableBytes() <= CONNECTION_AT) {
      return -1;
    }
    byte[] seal = new byte[TokenKey.SEAL];
    token.readBytes(seal);
    long made = token.readLong();
    long age = millis.getAsLong() - made;
    byte[] connection = ByteBufUtil.getBytes(token);
    boolean valid =
        age >= 0 && age <= LIFE.toMillis() && key.isSeal(seal, connection, address, made);
    return valid ? CONNECTION_AT : -1;
  }

  @Override
  public int maxTokenLength() {
    return CONNECTION_AT + Quic.MAX_CONN_ID_LEN;
  }
}
