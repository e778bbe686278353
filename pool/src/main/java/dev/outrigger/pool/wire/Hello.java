package dev.outrigger.pool.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * A worker's first words: protocol version, the number of its spawn and the secret that this spawn
 * got on its standard input.
 */
public final class Hello {
  /** Raised with every change of the wire; both sides come from the same jar. */
  public static final int VERSION = 3;

  /** Bytes of a secret. */
  public static final int SECRET = 32;

  /** Bytes of the payload. */
  public static final int LENGTH = 4 + 8 + SECRET;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Hello() {}

  /** A secret for one spawn. */
  public static byte[] newSecret() {
    byte[] secret = new byte[SECRET];
    RANDOM.nextBytes(secret);
    return secret;
  }

  /** What the worker sends. */
  public static Frame frame(long spawn, byte[] secret) {
    ByteBuffer payload = ByteBuffer.allocate(LENGTH).putInt(VERSION).putLong(spawn).put(secret);
    return new Frame(FrameType.HELLO, 0, payload.array());
  }

  /** The spawn that a first frame claims to come from. */
  public static long spawn(Frame frame) throws ProtocolException {
    if (frame.type() != FrameType.HELLO || frame.payload().length != LENGTH) {
      throw new ProtocolException("it did not begin with a greeting");
    }
    int version = ByteBuffer.wrap(frame.payload()).getInt();
    if (version != VERSION) {
      throw new ProtocolException("it speaks version " + version + ", not " + VERSION);
    }
    return ByteBuffer.wrap(frame.payload()).getLong(4);
  }

  /** Whether the frame carries this secret; takes the same time for every wrong one. */
  public static boolean proves(Frame frame, byte[] secret) {
    byte[] said = new byte[SECRET];
    ByteBuffer.wrap(frame.payload()).get(12, said);
    return MessageDigest.isEqual(said, secret);
  }
}
