package dev.outrigger.web.compression;

import dev.outrigger.http.Headers;
import dev.outrigger.http.HttpException;
import dev.outrigger.http.RequestBody;
import dev.outrigger.web.Problem;
import dev.outrigger.web.codings.Decoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A body as it was before its codings, read as it comes. It is decoded on the loop in pieces, and
 * others get a turn between them.
 */
final class DecodedBody implements RequestBody, AutoCloseable {
  private static final int PIECE = 16 * 1024;
  private static final int TURN = 64 * 1024;

  private final RequestBody encoded;
  private final List<Decoding> codings;
  private final Expansion.Limits limits;
  private @Nullable InputStream decoder;
  private @Nullable RuntimeException failure;
  private byte @Nullable [] whole;
  private boolean readInParts;
  private boolean closed;
  private int sinceYield;

  /**
   * One that is not read yet.
   *
   * @param codings in the order in which they were put on
   */
  DecodedBody(RequestBody encoded, List<Decoding> codings, Expansion.Limits limits) {
    this.encoded = encoded;
    this.codings = codings;
    this.limits = limits;
  }

  @Override
  public long declaredLength() {
    return -1;
  }

  @Override
  public long usualLimit() {
    return encoded.usualLimit();
  }

  @Override
  public byte[] bytes() throws InterruptedException {
    return bytes(usualLimit());
  }

  @Override
  public byte[] bytes(long limit) throws InterruptedException {
    if (readInParts) {
      throw new IllegalStateException("the body was read in parts; it cannot be had whole now");
    }
    byte[] known = whole;
    if (known == null) {
      known = readAll(limit);
      whole = known;
    } else if (known.length > limit) {
      throw tooLong(limit);
    }
    return known;
  }

  private byte[] readAll(long limit) throws InterruptedException {
    var all = new ByteArrayOutputStream(PIECE);
    byte[] piece = new byte[PIECE];
    for (int count = decode(piece, 0, PIECE); count >= 0; count = decode(piece, 0, PIECE)) {
      if ((long) all.size() + count > limit) {
        throw tooLong(limit);
      }
      all.write(piece, 0, count);
    }
    return all.toByteArray();
  }

  private static HttpException tooLong(long limit) {
    return new HttpException(
        413, "the decompressed body is longer than the " + limit + " bytes allowed here");
  }

  @Override
  public int read(byte[] into, int offset, int length) throws InterruptedException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (whole != null) {
      throw new IllegalStateException("the body was read whole; it cannot be read in parts now");
    }
    readInParts = true;
    return decode(into, offset, Math.min(length, PIECE));
  }

  @Override
  public <E extends Exception> void forEach(PartReader<E> reader) throws E, InterruptedException {
    byte[] piece = new byte[PIECE];
    for (int count = read(piece); count >= 0; count = read(piece)) {
      reader.take(Arrays.copyOf(piece, count));
    }
  }

  @Override
  public Headers trailers() {
    return encoded.trailers();
  }

  private int decode(byte[] into, int offset, int length) throws InterruptedException {
    if (failure != null) {
      throw failure;
    }
    if (closed) {
      throw new IllegalStateException("the request was answered; its body is gone");
    }
    try {
      if (decoder == null) {
        decoder = open();
      }
      int count = decoder.read(into, offset, length);
      letOthers(count);
      return count;
    } catch (InterruptedIOException gone) {
      // The flag was set for code that sees no InterruptedException.
      boolean _ = Thread.interrupted();
      throw interrupted(gone);
    } catch (IOException corrupt) {
      throw failed(
          Problem.badRequest(
              "The body is not what its Content-Encoding says ("
                  + String.join(", ", codings.stream().map(Decoding::name).toList())
                  + "): it is corrupt, or ends too early"));
    } catch (RuntimeException refused) {
      throw failed(refused);
    }
  }

  private static InterruptedException interrupted(InterruptedIOException gone) {
    var interrupted = new InterruptedException("interrupted at a request's body");
    interrupted.initCause(gone);
    return interrupted;
  }

  private RuntimeException failed(RuntimeException why) {
    failure = why;
    return why;
  }

  /** The coding that was put on last comes off first. */
  private InputStream open() throws IOException {
    var wire = new Expansion.Wire(encoded.asInputStream());
    InputStream at = wire;
    for (Decoding coding : codings.reversed()) {
      at = new Expansion(coding, at, wire, limits);
    }
    return at;
  }

  // On a loop it is no hint to a scheduler, but the turn of the next task.
  @SuppressWarnings("ThreadPriorityCheck")
  private void letOthers(int count) {
    sinceYield += Math.max(0, count);
    if (sinceYield >= TURN) {
      sinceYield = 0;
      Thread.yield();
    }
  }

  /** Gives back the memory of the decoders. */
  @Override
  public void close() {
    closed = true;
    InputStream open = decoder;
    decoder = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // Nothing was open but memory.
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
