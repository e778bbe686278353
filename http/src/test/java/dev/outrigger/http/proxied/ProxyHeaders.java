package dev.outrigger.http.proxied;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/** What holds for whatever bytes a PROXY header is looked for in, and some to begin with. */
final class ProxyHeaders {
  static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
  private static final int LONGEST = 16 + 216 + 2048;

  private ProxyHeaders() {}

  /** Headers of all kinds, sound ones and others. */
  static Stream<byte[]> some() {
    return Stream.concat(
        Stream.of(
                "PROXY TCP4 192.0.2.7 192.0.2.1 56324 443\r\nGET / HTTP/1.1\r\n",
                "PROXY TCP6 2001:db8::7 ::ffff:192.0.2.1 0 65535\r\n",
                "PROXY UNKNOWN ffff:f::1 ffff:f::2 65535 65535\r\n",
                "PROXY TCP4 192.0.2.256 192.0.2.1 65536 01\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.1 1 1\n",
                "PROXY UNKNOWN " + "x".repeat(91) + "\r\n",
                "PROX")
            .map(text -> text.getBytes(ISO_8859_1)),
        Stream.of(
                "2111000cc0000207c0000201dc0401bb474554",
                "2121002420010db8000000000000000000000007"
                    + "00000000000000000000000000000001dc0401bb",
                "21110010c0000207c0000201dc0401bb0400010047",
                "20ff0002aabb",
                "21310000",
                "21110004c0000207",
                "2111ffff",
                "")
            .map(hex -> HexFormat.of().parseHex(SIGNATURE + hex)));
  }

  /** What is read of it, or empty if it is refused or not complete. */
  private static Optional<ProxiedFrom> read(ByteBuf bytes) {
    int before = bytes.readableBytes();
    try {
      Optional<ProxiedFrom> header = ProxyHeader.parse(bytes);
      assertThat(header.isEmpty()).isEqualTo(bytes.readableBytes() == before);
      return header;
    } catch (MalformedProxyHeaderException refused) {
      assertThat(refused).hasMessageStartingWith("malformed PROXY header: ");
      return Optional.empty();
    }
  }

  private static boolean isRefused(ByteBuf bytes) {
    try {
      var _ = ProxyHeader.parse(bytes);
      return false;
    } catch (MalformedProxyHeaderException refused) {
      return true;
    }
  }

  /**
   * It is taken, refused, or waited for; the bytes behind it change nothing, nor does the way in
   * which it comes; and what is neither refused nor complete does not grow for ever.
   */
  static void check(byte[] bytes) {
    ByteBuf whole = Unpooled.wrappedBuffer(bytes);
    Optional<ProxiedFrom> header = read(whole);
    int length = bytes.length - whole.readableBytes();
    if (header.isPresent()) {
      assertThat(length).isBetween(15, LONGEST);
      for (int cut = 0; cut < length; cut++) {
        assertThat(ProxyHeader.parse(Unpooled.wrappedBuffer(bytes, 0, cut))).isEmpty();
      }
      assertThat(ProxyHeader.parse(Unpooled.wrappedBuffer(bytes, 0, length))).isEqualTo(header);
      header.get().client().ifPresent(client -> expectTold(client, bytes, length));
    } else if (!isRefused(Unpooled.wrappedBuffer(bytes))) {
      assertThat(bytes).hasSizeLessThan(LONGEST);
    } else {
      byte[] more = new byte[bytes.length + 1];
      System.arraycopy(bytes, 0, more, 0, bytes.length);
      assertThat(isRefused(Unpooled.wrappedBuffer(more))).isTrue();
    }
  }

  /** A header that is written from the client that was read is read as that client. */
  private static void expectTold(InetSocketAddress client, byte[] bytes, int length) {
    assertThat(client.isUnresolved()).isFalse();
    byte[] address = client.getAddress().getAddress();
    boolean four = address.length == 4;
    String again =
        "PROXY %s %s %s %d 1\r\n"
            .formatted(
                four ? "TCP4" : "TCP6",
                client.getAddress().getHostAddress(),
                four ? "0.0.0.0" : "::",
                client.getPort());
    assertThat(ProxyHeader.parse(Unpooled.copiedBuffer(again, ISO_8859_1)).orElseThrow().client())
        .contains(client);
    if (bytes[0] == 'P') {
      String line = new String(bytes, 0, length, ISO_8859_1);
      assertThat(line.split(" ", -1)[4]).isEqualTo(Integer.toString(client.getPort()));
    } else {
      // An IPv4 address may come in the clothes of IPv6: its last four bytes.
      int end = 16 + (bytes[13] == 0x11 ? 4 : 16);
      assertThat(Arrays.copyOfRange(bytes, end - address.length, end)).isEqualTo(address);
    }
  }
}
