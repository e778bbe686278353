package dev.outrigger.web.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Forms drawn at random, in reads of random lengths, come out as they went in. */
class RoundTripTest {
  // Made of what a delimiter is made of, so that there are many beginnings of one.
  private static final byte[] NEAR = "\r\n\r\n--AaB03x \r-".getBytes(StandardCharsets.US_ASCII);

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Content(String name, byte[] bytes) {}

  @Test
  void whatGoesInComesOut() throws Exception {
    for (int seed = 0; seed < 3000; seed++) {
      roundTrip(seed);
    }
  }

  private static void roundTrip(int seed) throws Exception {
    var random = new Random(seed);
    List<Content> contents = new ArrayList<>();
    var body = new ByteArrayOutputStream();
    for (int i = random.nextInt(5); i >= 0; i--) {
      Content content = new Content("part" + i, content(random));
      contents.add(content);
      body.writeBytes(
          ("--AaB03x\r\nContent-Disposition: form-data; name=" + content.name + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      body.writeBytes(content.bytes);
      body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    body.writeBytes("--AaB03x--\r\n".getBytes(StandardCharsets.US_ASCII));
    int longest = 1 + random.nextInt(random.nextBoolean() ? 20 : 40_000);
    IntStream lengths = random.ints(1, longest + 1);
    var request = ScriptedRequest.multipart(body.toByteArray(), lengths);
    Multipart parts = Multipart.parts(request, MultipartLimits.defaults());
    for (Content each : contents) {
      Optional<Part> part = parts.next();
      assertThat(part.map(Part::name)).as("seed %d", seed).contains(each.name);
      assertReads(part.orElseThrow(), each.bytes, random, seed);
    }
    assertThat(parts.next()).as("seed %d", seed).isEmpty();
  }

  private static byte[] content(Random random) {
    byte[] bytes = new byte[random.nextInt(random.nextInt(10) == 0 ? 100_000 : 60)];
    boolean near = random.nextBoolean();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = near ? NEAR[random.nextInt(NEAR.length)] : (byte) random.nextInt();
    }
    return holdsDelimiter(bytes) ? new byte[0] : bytes;
  }

  private static boolean holdsDelimiter(byte[] bytes) {
    return ("\r\n" + new String(bytes, StandardCharsets.ISO_8859_1)).contains("\r\n--AaB03x");
  }

  private static void assertReads(Part part, byte[] bytes, Random random, int seed)
      throws Exception {
    switch (random.nextInt(4)) {
      case 0 -> assertThat(part.bytes(bytes.length)).as("seed %d", seed).isEqualTo(bytes);
      case 1 ->
          assertThat(part.asInputStream().readAllBytes()).as("seed %d", seed).isEqualTo(bytes);
      case 2 -> {
        byte[] into = new byte[1 + random.nextInt(100)];
        var whole = new ByteArrayOutputStream();
        for (int n = part.read(into); n >= 0; n = part.read(into)) {
          whole.write(into, 0, n);
        }
        assertThat(whole.toByteArray()).as("seed %d", seed).isEqualTo(bytes);
      }
      default -> {
        // Dropped by the next call.
      }
    }
  }
}
