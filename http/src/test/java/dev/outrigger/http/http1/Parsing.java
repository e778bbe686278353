package dev.outrigger.http.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Whatever comes in: our parser takes exactly what a second one takes, which was written from the
 * grammar; in whatever pieces it comes; and what it took it would take again.
 */
public final class Parsing {
  private static final Limits WIDE =
      Limits.defaults()
          .withRequestLine(1 << 20)
          .withHeaders(1 << 20)
          .withFields(1 << 20)
          .withBodyCeiling((1 << 30) - 1);
  private static final String CHUNKED_HEAD =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

  // Where parsers part.
  private static final String[] TELLING = {
    "\r\n",
    "\n",
    "\r",
    " ",
    "\t",
    ":",
    ";",
    ",",
    "\"",
    "\\",
    "0",
    "\0",
    "\r\n\r\n",
    "\r\n ",
    "Content-Length: 3\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Host: a\r\n",
    "0\r\n\r\n",
    "\u00e4",
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "HTTP/1.0",
    "http://a",
    "chunked",
    "*",
    "%",
    "[::1]"
  };

  private Parsing() {}

  /** The corpus. */
  static Stream<byte[]> requests() {
    return CorpusFile.all().stream().map(CorpusFile::bytes);
  }

  /** The chunked bodies of the corpus. */
  static Stream<byte[]> bodies() {
    return requests()
        .map(Parsing::text)
        .filter(text -> text.contains("chunked") && text.contains("\r\n\r\n"))
        .map(text -> bytes(text.substring(text.indexOf("\r\n\r\n") + 4)));
  }

  /** Targets and hosts of the corpus, with a blank between. */
  static Stream<byte[]> targetsAndHosts() {
    return requests()
        .map(Parsing::text)
        .filter(text -> text.matches("(?s)[A-Z]+ [^\r\n]* HTTP/1.1\r\nHost: [^\r\n]*\r\n.*"))
        .map(text -> text.replaceFirst("(?s)[A-Z]+ (.*?) HTTP.*?Host: (.*?)\r\n.*", "$1 $2"))
        .map(Parsing::bytes);
  }

  static void checkBody(byte[] body) {
    checkRequest(bytes(CHUNKED_HEAD + text(body)));
  }

  static void checkTargetAndHost(byte[] bytes) {
    String text = text(bytes);
    int cut = Math.max(0, text.lastIndexOf(' '));
    String target = text.substring(0, cut);
    checkRequest(bytes("GET " + target + " HTTP/1.1\r\nHost:" + text.substring(cut) + "\r\n\r\n"));
  }

  static void checkRequest(byte[] bytes) {
    Decoded whole = Decoded.of(bytes, WIDE);
    assertThat(whole.messages()).isEqualTo(Grammar.messages(bytes));
    int cut = Math.floorMod(Arrays.hashCode(bytes), bytes.length + 1);
    assertThat(Decoded.of(bytes, WIDE, cut / 2, cut)).isEqualTo(whole);
    for (Message message : whole.messages()) {
      assertThat(Decoded.of(message.bytes(), WIDE)).isEqualTo(new Decoded(List.of(message), false));
    }
    // The defaults may refuse more, and differ in nothing else.
    List<Message> strict = Decoded.of(bytes, Limits.defaults()).messages();
    assertThat(strict).isEqualTo(whole.messages().subList(0, strict.size()));
  }

  /** A copy with a few bytes changed, taken out, put in or repeated. */
  public static byte[] mutated(byte[] bytes, SplittableRandom random) {
    StringBuilder text = new StringBuilder(text(bytes));
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(1, 6));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, (char) random.nextInt(256));
        case 2 -> text.insert(at, text.substring(at, end));
        case 3 -> text.insert(at, TELLING[random.nextInt(TELLING.length)]);
        default -> text.replace(at, end, TELLING[random.nextInt(TELLING.length)]);
      }
    }
    return bytes(text.toString());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
