package dev.outrigger.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A request over HTTP/1.1 with the body of its answer.
 *
 * @param bytes the request, several times if several are sent at once
 * @param length of one of them
 * @param body what every server answers
 */
public record Http1Request(ByteBuf bytes, int length, ByteBuf body) {
  private static final String FIELDS =
      """
      Host: localhost
      User-Agent: outrigger-bench
      Accept: */*
      """;

  /**
   * Asks for a path.
   *
   * @param times how many are sent at once, at most
   */
  public static Http1Request get(String path, int times, byte[] answer) {
    return of(times, head("GET " + path, ""), answer);
  }

  /**
   * Sends a body to a path.
   *
   * @param type the body's {@code Content-Type}
   */
  public static Http1Request post(String path, String type, byte[] body, byte[] answer) {
    String fields = "Content-Type: " + type + "\nContent-Length: " + body.length + "\n";
    return of(1, joined(head("POST " + path, fields), body), answer);
  }

  private static Http1Request of(int times, byte[] one, byte[] answer) {
    byte[][] copies = new byte[times][];
    Arrays.fill(copies, one);
    return new Http1Request(direct(copies), one.length, direct(answer));
  }

  private static byte[] head(String line, String more) {
    String head = (line + " HTTP/1.1\n" + FIELDS + more + "\n").replace("\n", "\r\n");
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] joined(byte[] head, byte[] body) {
    byte[] both = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, both, head.length, body.length);
    return both;
  }

  /** A buffer that stays, of these bytes. */
  public static ByteBuf direct(byte[]... parts) {
    ByteBuffer all =
        ByteBuffer.allocateDirect(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(all.flip()));
  }
}
