package dev.outrigger.http.proxied;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

  private static ByteBuf text(String header) {
    return Unpooled.copiedBuffer(header, StandardCharsets.ISO_8859_1);
  }

  private static ByteBuf binary(String hex) {
    return Unpooled.wrappedBuffer(HexFormat.of().parseHex(SIGNATURE + hex));
  }

  private static Optional<InetSocketAddress> client(ByteBuf header) {
    return ProxyHeader.parse(header).orElseThrow().client();
  }

  private static void isRefused(ByteBuf header) {
    assertThatExceptionOfType(MalformedProxyHeaderException.class)
        .isThrownBy(() -> ProxyHeader.parse(header));
  }

  @Test
  void theFirstVersionTellsTheClient() {
    assertThat(client(text("PROXY TCP4 192.0.2.7 192.0.2.1 56324 443\r\n")))
        .contains(new InetSocketAddress("192.0.2.7", 56324));
    assertThat(client(text("PROXY TCP6 2001:db8::7 ::1 0 65535\r\n")))
        .contains(new InetSocketAddress("2001:db8::7", 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROXY UNKNOWN\r\n", "PROXY UNKNOWN ffff:f::1 ffff:f::2 65535 65535\r\n"})
  void anUnknownClientIsNone(String header) {
    assertThat(client(text(header))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n",
        "P",
        "PROXX",
        "proxy TCP4 1.2.3.4 1.2.3.4 1 1\r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 1\n",
        "PROXY  TCP4 1.2.3.4 1.2.3.4 1 1\r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 1 \r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 01 1\r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 +1 1\r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 65536 1\r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1\r\n",
        "PROXY TCP4 1.2.3 1.2.3.4 1 1\r\n",
        "PROXY TCP4 1.2.3.256 1.2.3.4 1 1\r\n",
        "PROXY TCP4 ::1 ::1 1 1\r\n",
        "PROXY TCP6 1.2.3.4 1.2.3.4 1 1\r\n",
        "PROXY TCP6 ::g ::1 1 1\r\n",
        "PROXY UDP4 1.2.3.4 1.2.3.4 1 1\r\n",
        "PROXY UNKNOWN\u0001\r\n",
        "PROXY UNKNOWNED\r\n"
      })
  void aLineThatIsWrittenWronglyIsRefused(String header) {
    // One of the first bytes alone may still become a header.
    if (header.equals("P")) {
      assertThat(ProxyHeader.parse(text(header))).isEmpty();
    } else {
      isRefused(text(header));
    }
  }

  @Test
  void aLineIsNoLongerThanTheSpecificationHasIt() {
    isRefused(text("PROXY UNKNOWN " + "x".repeat(100)));
    isRefused(text("PROXY UNKNOWN " + "x".repeat(100) + "\r\n"));
  }

  @Test
  void theSecondVersionTellsTheClient() {
    assertThat(client(binary("2111000c" + "c0000207" + "c0000201" + "dc0401bb")))
        .contains(new InetSocketAddress("192.0.2.7", 56324));
    assertThat(
            client(
                binary(
                    "21210024"
                        + "20010db8000000000000000000000007"
                        + "00000000000000000000000000000001"
                        + "dc0401bb")))
        .contains(new InetSocketAddress("2001:db8::7", 56324));
  }

  @Test
  void extensionsAreSkipped() {
    ByteBuf header = binary("21110010" + "c0000207" + "c0000201" + "dc0401bb" + "04000100" + "47");
    assertThat(client(header)).isPresent();
    assertThat(header.readableBytes()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "20000000", // LOCAL
    "20ff0002aabb", // LOCAL, whatever it says
    "21000000", // unspecified
    "21310000" // a Unix socket
  })
  void aProxyMaySpeakForItself(String header) {
    assertThat(client(binary(header))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1111000c",
        "3111000c",
        "2211000c",
        "21120000",
        "2113000c",
        "21110004c0000207",
        "2111ffff"
      })
  void aSecondVersionThatIsWrittenWronglyIsRefused(String header) {
    isRefused(binary(header));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "50524f585920544350342031302e302e302e312031302e302e302e322038302038310d0a",
        SIGNATURE + "2111000cc0000207c0000201dc0401bb"
      })
  void aHeaderMayComeByteByByte(String hex) {
    byte[] whole = HexFormat.of().parseHex(hex);
    for (int length = 0; length < whole.length; length++) {
      ByteBuf part = Unpooled.wrappedBuffer(whole, 0, length);
      assertThat(ProxyHeader.parse(part)).isEmpty();
      assertThat(part.readableBytes()).isEqualTo(length);
    }
    assertThat(ProxyHeader.parse(Unpooled.wrappedBuffer(whole))).isPresent();
  }

  @Test
  void noBytesDoAnythingElseThanBeTakenOrRefused() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      byte[] start =
          random.nextBoolean()
              ? HexFormat.of().parseHex(SIGNATURE)
              : "PROXY TCP4 1.2.3.4 ".getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(start, 0, bytes, 0, Math.min(start.length, bytes.length));
      try {
        var _ = ProxyHeader.parse(Unpooled.wrappedBuffer(bytes));
      } catch (MalformedProxyHeaderException refused) {
        assertThat(refused).hasMessageStartingWith("malformed PROXY header: ");
      }
    }
  }
}
