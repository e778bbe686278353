package dev.outrigger.web.headers;

import static dev.outrigger.web.headers.Forwarded.Fields.FORWARDED;
import static dev.outrigger.web.headers.Forwarded.Fields.X_FORWARDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.Headers;
import dev.outrigger.http.listen.Networks;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedTest {
  private static final Networks PROXIES = Networks.of("10.0.0.0/8", "fd00::/8");
  private static final InetAddress PEER = InetAddress.ofLiteral("10.0.0.1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // The RFC's own examples,
        "for=\"_gazonk\" | 10.0.0.1",
        "For=\"[2001:db8:cafe::17]:4711\" | 2001:db8:cafe::17",
        "for=192.0.2.60;proto=http;by=203.0.113.43 | 192.0.2.60 http",
        "for=192.0.2.43, for=198.51.100.17 | 198.51.100.17",
        "for=192.0.2.43,for=\"[2001:db8:cafe::17]\",for=unknown | 10.0.0.1",
        "for=\"192.0.2.43:47011\" | 192.0.2.43",
        "for=_hidden, for=_SEVKISEK | 10.0.0.1",
        // … chains of proxies,
        "for=192.0.2.43;proto=https;host=a.example, for=10.0.0.2;proto=http;host=in | 192.0.2.43 https a.example",
        "for=9.9.9.9;proto=https, for=192.0.2.43;proto=http, for=10.0.0.2 | 192.0.2.43 http",
        "for=10.0.0.3;proto=https, for=10.0.0.2 | 10.0.0.3 https",
        "for=192.0.2.43, for=\"[fd00::1]:_port\" | 192.0.2.43",
        // … what clients make up before what proxies write,
        "for=\"never ends, for=192.0.2.43 | 192.0.2.43",
        "for=\"\\\", for=192.0.2.43 | 192.0.2.43",
        "garbage;;=, , for=192.0.2.43;host=\"a:80\" , | 192.0.2.43 a:80",
        // … and proxies that write it wrongly.
        "for=192.0.2.43 proto=http | 10.0.0.1",
        "for=192.0.2.43;for=192.0.2.44 | 10.0.0.1",
        "proto=http | 10.0.0.1",
        "for=192.0.2.43;proto=\"javascript:\" | 10.0.0.1",
        "for=192.0.2.43;host=\"a/b\" | 10.0.0.1",
        "for=192.0.2.43;host=\"\" | 10.0.0.1",
        "for=localhost | 10.0.0.1",
        "for=192.0.2.256 | 10.0.0.1",
        "`` | 10.0.0.1"
      })
  void theLastUntrustedOneIsTheClient(String forwarded, String told) {
    assertThat(shown(read(FORWARDED, "Forwarded", forwarded))).isEqualTo(address(told));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.43 | https | a.example | 192.0.2.43 https a.example",
        "9.9.9.9, 192.0.2.43 | https | a.example | 192.0.2.43 https a.example",
        "garbage, 192.0.2.43, 10.0.0.2 | https | a.example | 192.0.2.43 https a.example",
        "192.0.2.43, 10.0.0.2 | https, http | a.example, in | 192.0.2.43 https a.example",
        "192.0.2.43 | http, https | made.up, a.example | 192.0.2.43 https a.example",
        "2001:db8::1 | HTTPS | a:80 | 2001:db8::1 https a:80",
        "[2001:db8::1]:443 | http | [::1]:80 | 2001:db8::1 http [::1]:80",
        "192.0.2.43:4711 | http | a | 192.0.2.43 http a",
        "::ffff:192.0.2.43 | http | a | 192.0.2.43 http a",
        "unknown | http | a | 10.0.0.1",
        "192.0.2.43, garbage | http | a | 10.0.0.1",
        "192.0.2.43 | ht tp | a | 10.0.0.1",
        "192.0.2.43 | http | a b | 10.0.0.1",
        "10.0.0.3, 10.0.0.2 | http | a | 10.0.0.3 http a"
      })
  void theOlderFieldsAreReadTheSameWay(String addresses, String scheme, String host, String told) {
    Forwarded read =
        read(
            X_FORWARDED,
            "X-Forwarded-For",
            addresses,
            "X-Forwarded-Proto",
            scheme,
            "X-Forwarded-Host",
            host);
    assertThat(shown(read)).isEqualTo(address(told));
  }

  @Test
  void whoIsNoProxyIsBelievedNothing() {
    Headers headers =
        Fields.of("Forwarded", "for=1.2.3.4;proto=https", "X-Forwarded-For", "1.2.3.4");
    InetAddress stranger = InetAddress.ofLiteral("192.0.2.1");
    for (Forwarded.Fields fields : Forwarded.Fields.values()) {
      assertThat(Forwarded.read(fields, headers, stranger, PROXIES))
          .isEqualTo(new Forwarded(stranger, Optional.empty(), Optional.empty()));
    }
  }

  @Test
  void onlyTheFieldsThatProxiesWriteAreRead() {
    String[] both = {"Forwarded", "for=1.2.3.4", "X-Forwarded-For", "5.6.7.8"};
    assertThat(shown(read(FORWARDED, both))).isEqualTo("1.2.3.4");
    assertThat(shown(read(X_FORWARDED, both))).isEqualTo("5.6.7.8");
  }

  @Test
  void severalFieldsAreOneList() {
    assertThat(
            shown(
                read(
                    X_FORWARDED,
                    "X-Forwarded-For",
                    "1.2.3.4",
                    "X-Forwarded-For",
                    "192.0.2.43, 10.0.0.3",
                    "X-Forwarded-For",
                    "10.0.0.2",
                    "X-Forwarded-Proto",
                    "https")))
        .isEqualTo("192.0.2.43 https");
    assertThat(shown(read(FORWARDED, "Forwarded", "for=1.2.3.4", "Forwarded", "for=10.0.0.2")))
        .isEqualTo("1.2.3.4");
    assertThat(shown(read(X_FORWARDED, "X-Forwarded-Proto", "https"))).isEqualTo("10.0.0.1 https");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "0001.2.3.4",
        "1.2.3.4:",
        "1.2.3.4:123456",
        "1.2.3.4:x",
        "1.2.3.4 ",
        "[1.2.3.4]",
        "[::1",
        "[]",
        "[::1]x",
        "[::1]:",
        "::1%lo",
        "[fe80::1%1]",
        ":::",
        "1:2:3:4:5:6:7:8:9",
        "::g",
        "\u0661.2.3.4",
        "a.example"
      })
  void whatIsNoAddressIsNotLookedUp(String node) {
    assertThat(Node.address(node)).isEmpty();
  }

  @Test
  void aLongListIsReadOnce() {
    String many = "10.0.0.2,".repeat(200_000);
    assertThat(shown(read(X_FORWARDED, "X-Forwarded-For", "1.2.3.4," + many))).isEqualTo("1.2.3.4");
    assertThat(shown(read(X_FORWARDED, "X-Forwarded-For", "\"" + many + "10.0.0.9")))
        .isEqualTo("10.0.0.1");
  }

  @Test
  void whateverAClientWritesTheProxysWordCounts() {
    String[] pieces = {"for=", "1.2.3.4", "\"", ", ", ";proto=https", "10.0.0.2", "\\\""};
    Noise.each(
        16,
        pieces,
        value -> {
          assertThat(shown(read(FORWARDED, "Forwarded", value + ",for=\"[2001:db8::1]\"")))
              .isEqualTo("2001:db8:0:0:0:0:0:1");
          assertThat(shown(read(X_FORWARDED, "X-Forwarded-For", value + ", 192.0.2.43")))
              .isEqualTo("192.0.2.43");
          assertThat(read(FORWARDED, "Forwarded", value)).isNotNull();
          assertThat(read(X_FORWARDED, "X-Forwarded-For", value)).isNotNull();
          assertThat(read(X_FORWARDED, "X-Forwarded-Host", value)).isNotNull();
        });
  }

  private static Forwarded read(Forwarded.Fields fields, String... sent) {
    return Forwarded.read(fields, Fields.of(sent), PEER, PROXIES);
  }

  private static String shown(Forwarded read) {
    return (read.client().getHostAddress()
        + read.scheme().map(" "::concat).orElse("")
        + read.host().map(" "::concat).orElse(""));
  }

  /** With the address in the JDK's spelling. */
  private static String address(String told) {
    int space = told.indexOf(' ');
    String address = space < 0 ? told : told.substring(0, space);
    return InetAddress.ofLiteral(address).getHostAddress()
        + (space < 0 ? "" : told.substring(space));
  }
}
