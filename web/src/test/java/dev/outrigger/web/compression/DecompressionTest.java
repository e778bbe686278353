package dev.outrigger.web.compression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.App;
import dev.outrigger.web.Application;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.binding.FromForm;
import dev.outrigger.web.binding.Post;
import dev.outrigger.web.codings.Codings;
import dev.outrigger.web.forms.UploadedFile;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of requests that come compressed. */
@ParameterizedClass
@CsvSource({"LOOP_CARRIED, false", "LOOP_CARRIED, true", "PORTABLE, false", "PORTABLE, true"})
class DecompressionTest {
  private static final byte[] TEXT = words(300_000);

  @Parameter(0)
  private TaskBackend backend;

  @Parameter(1)
  private boolean overSocket;

  record Note(String title, int stars) {}

  static class Endpoints {
    @Post("/note")
    String note(Note note) {
      return note.title() + " " + note.stars();
    }

    @Post("/upload")
    String upload(@FromForm String title, UploadedFile file) throws Exception {
      return title + " " + file.size() + " " + new String(file.bytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] words(int length) {
    String[] words = {"file", "answer", "loop", "task", "scope", "\n", "1234", "{", "}"};
    Random random = new Random(7);
    var text = new StringBuilder();
    while (text.length() < length) {
      text.append(words[random.nextInt(words.length)]).append(' ');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private TestClient client(Decompression decompression) throws Exception {
    Application application =
        app -> {
          app.withoutPool();
          app.use(decompression);
          app.endpoints(new Endpoints());
          routes(app);
        };
    return overSocket
        ? TestClient.overSocket(application, backend)
        : TestClient.of(application, backend);
  }

  private static void routes(App app) {
    app.post("/length", request -> request.bytes(8 << 20).length);
    app.post("/small", request -> request.bytes().length).bodyUpTo(1000);
    app.post("/usual", request -> request.bytes().length);
    app.post("/sum", DecompressionTest::sum);
    app.post("/form", request -> request.form().first("a").orElse(""));
    app.post("/fields", request -> String.join(",", request.headers().names()));
    app.post(
        "/echo",
        request ->
            Response.stream("text/plain", out -> request.body().<Exception>forEach(out::write)));
    app.post("/ignored", _ -> "ok");
  }

  private static String sum(Request request) throws InterruptedException {
    long[] length = {0};
    request.body().forEach(part -> length[0] += part.length);
    return String.valueOf(length[0]);
  }

  private static byte[] encoded(String coding, byte[] content) throws IOException {
    return switch (coding) {
      case "deflate" -> deflated(content, new Deflater());
      case "raw" -> deflated(content, new Deflater(6, true));
      default ->
          Codings.all().stream()
              .filter(one -> one.name().equals(coding))
              .findFirst()
              .orElseThrow()
              .encode(content);
    };
  }

  private static byte[] deflated(byte[] content, Deflater deflater) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var stream = new DeflaterOutputStream(out, deflater)) {
      stream.write(content);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  private static byte[] zeros(int length) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var stream = new GZIPOutputStream(out)) {
      byte[] piece = new byte[64 * 1024];
      for (int left = length; left > 0; left -= piece.length) {
        stream.write(piece, 0, Math.min(left, piece.length));
      }
    }
    return out.toByteArray();
  }

  private static TestRequest post(String path, String coding, byte[] body) {
    return TestRequest.post(path).body("text/plain", body).header("Content-Encoding", coding);
  }

  private TestResponse answer(TestRequest request) throws Exception {
    try (TestClient client = client(Decompression.standard())) {
      return client.send(request);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
  void eachCodingIsReadWholeAndInParts(String coding) throws Exception {
    byte[] body = encoded(coding, TEXT);
    try (TestClient client = client(Decompression.standard())) {
      assertThat(client.send(post("/length", coding, body)).text()).isEqualTo("" + TEXT.length);
      assertThat(client.send(post("/sum", coding, body)).text()).isEqualTo("" + TEXT.length);
      assertThat(client.send(post("/echo", coding, body)).bytes()).isEqualTo(TEXT);
    }
  }

  @Test
  void namesHaveAnyCaseAndOldOnesAreKnown() throws Exception {
    byte[] body = encoded("gzip", TEXT);
    try (TestClient client = client(Decompression.standard())) {
      for (String name : new String[] {"GZIP", "x-gzip", " gzip , identity,"}) {
        assertThat(client.send(post("/length", name, body)).text()).isEqualTo("" + TEXT.length);
      }
      assertThat(client.send(post("/length", "deflate", encoded("raw", TEXT))).text())
          .isEqualTo("" + TEXT.length);
    }
  }

  @Test
  void severalCodingsComeOffInTheirOrder() throws Exception {
    byte[] body = encoded("gzip", encoded("br", TEXT));
    assertThat(answer(post("/length", "br, gzip", body)).text()).isEqualTo("" + TEXT.length);
    assertThat(answer(post("/length", "gzip, br", body)).status()).isEqualTo(400);
  }

  @Test
  void severalMembersOfGzipAreOneBody() throws Exception {
    var both = new ByteArrayOutputStream();
    both.writeBytes(encoded("gzip", TEXT));
    both.writeBytes(encoded("gzip", new byte[0]));
    both.writeBytes(encoded("gzip", TEXT));
    assertThat(answer(post("/length", "gzip", both.toByteArray())).text())
        .isEqualTo("" + 2 * TEXT.length);
  }

  @Test
  void tenThousandsOfEmptyMembersAreNoTrouble() throws Exception {
    var members = new ByteArrayOutputStream();
    byte[] empty = encoded("gzip", new byte[0]);
    for (int i = 0; i < 40_000; i++) {
      members.writeBytes(empty);
    }
    assertThat(answer(post("/length", "gzip", members.toByteArray())).text()).isEqualTo("0");
  }

  @Test
  void jsonAndFormsAreReadThrough() throws Exception {
    byte[] json = "{\"title\": \"Sea\", \"stars\": 5}".getBytes(StandardCharsets.UTF_8);
    String upload =
        """
        --b
        Content-Disposition: form-data; name=title

        Sea
        --b
        Content-Disposition: form-data; name=file; filename=f

        hello
        --b--
        """
            .replace("\n", "\r\n");
    try (TestClient client = client(Decompression.standard())) {
      TestRequest note =
          TestRequest.post("/note")
              .body("application/json", encoded("zstd", json))
              .header("Content-Encoding", "zstd");
      assertThat(client.send(note).text()).isEqualTo("Sea 5");
      TestRequest form =
          TestRequest.post("/form")
              .body(
                  "application/x-www-form-urlencoded",
                  encoded("gzip", "a=b".getBytes(StandardCharsets.UTF_8)))
              .header("Content-Encoding", "gzip");
      assertThat(client.send(form).text()).isEqualTo("b");
      TestRequest multipart =
          TestRequest.post("/upload")
              .body(
                  "multipart/form-data; boundary=b",
                  encoded("gzip", upload.getBytes(StandardCharsets.UTF_8)))
              .header("Content-Encoding", "gzip");
      assertThat(client.send(multipart).text()).isEqualTo("Sea 5 hello");
    }
  }

  @Test
  void theFieldsOfTheCodingAreGone() throws Exception {
    assertThat(answer(post("/fields", "gzip", encoded("gzip", TEXT))).text())
        .doesNotContainIgnoringCase("content-encoding")
        .doesNotContainIgnoringCase("content-length")
        .containsIgnoringCase("content-type");
    assertThat(answer(TestRequest.post("/fields").text("a").header("X-A", "b")).text())
        .containsIgnoringCase("x-a");
  }

  @Test
  void whatIsNotEncodedPasses() throws Exception {
    assertThat(answer(TestRequest.post("/length").text("abc")).text()).isEqualTo("3");
    assertThat(answer(post("/length", "identity", new byte[3])).text()).isEqualTo("3");
    assertThat(answer(post("/length", "gzip", new byte[0])).text()).isEqualTo("0");
    assertThat(answer(post("/ignored", "gzip", new byte[] {1, 2, 3})).text()).isEqualTo("ok");
  }

  @Test
  void unknownCodingsAre415WithThoseThatAreKnown() throws Exception {
    for (String coding : new String[] {"compress", "gzip, snappy", "aes128gcm"}) {
      TestResponse refusal = answer(post("/length", coding, TEXT));
      assertThat(refusal.status()).isEqualTo(415);
      assertThat(refusal.header("Accept-Encoding")).contains("gzip, deflate, br, zstd");
    }
    TestResponse many = answer(post("/length", "gzip, gzip, gzip", TEXT));
    assertThat(many.status()).isEqualTo(415);
    assertThat(many.text()).contains("more than the 2 codings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
  void corruptAndCutBodiesAre400(String coding) throws Exception {
    byte[] good = encoded(coding, TEXT);
    byte[] cut = Arrays.copyOf(good, good.length / 2);
    byte[] noise = new byte[5000];
    new Random(3).nextBytes(noise);
    byte[] bent = good.clone();
    for (int i = bent.length / 2; i < bent.length / 2 + 40; i++) {
      bent[i] ^= 0x55;
    }
    try (TestClient client = client(Decompression.standard())) {
      for (byte[] bad : new byte[][] {cut, noise, bent, new byte[] {1}}) {
        TestResponse refusal = client.send(post("/length", coding, bad));
        assertThat(refusal.status()).as(refusal.text()).isEqualTo(400);
        assertThat(refusal.text()).contains("Content-Encoding says (" + coding + ")");
      }
    }
  }

  @Test
  void whatFollowsTheLastMemberOfGzipIsCorrupt() throws Exception {
    byte[] good = encoded("gzip", TEXT);
    byte[] more = Arrays.copyOf(good, good.length + 1);
    assertThat(answer(post("/length", "gzip", more)).status()).isEqualTo(400);
    byte[] sum = good.clone();
    sum[sum.length - 6] ^= 1;
    assertThat(answer(post("/length", "gzip", sum)).status()).isEqualTo(400);
  }

  @Test
  void aBodyThatBecomesTooLongIs413NamingTheLimit() throws Exception {
    try (TestClient client = client(Decompression.standard().upTo(100_000))) {
      TestResponse refusal = client.send(post("/sum", "gzip", encoded("gzip", TEXT)));
      assertThat(refusal.status()).isEqualTo(413);
      assertThat(refusal.json().get("limit").asString()).isEqualTo("decompressed");
      assertThat(refusal.json().get("most").asInt()).isEqualTo(100_000);
    }
  }

  @Test
  void limitsOfRoutesAndOfTheServerHoldForTheDecompressed() throws Exception {
    try (TestClient client = client(Decompression.standard())) {
      byte[] body = encoded("gzip", TEXT);
      assertThat(client.send(post("/small", "gzip", body)).status()).isEqualTo(413);
      assertThat(client.send(post("/small", "gzip", encoded("gzip", new byte[1000]))).text())
          .isEqualTo("1000");
      assertThat(client.send(post("/usual", "gzip", encoded("gzip", words(2 << 20)))).status())
          .isEqualTo(413);
    }
  }

  @Test
  void bombsAreDefused() throws Exception {
    byte[] bomb = zeros(100 << 20);
    TestResponse refusal = answer(post("/sum", "gzip", bomb));
    assertThat(refusal.status()).isEqualTo(413);
    assertThat(refusal.json().get("limit").asString()).isEqualTo("ratio");
    // Whose outer coding hides how much there is between the two.
    TestResponse nested = answer(post("/sum", "gzip, gzip", encoded("gzip", bomb)));
    assertThat(nested.status()).isEqualTo(413);
    TestResponse generous;
    try (TestClient client = client(Decompression.standard().ratio(2000).upTo(1 << 20))) {
      generous = client.send(post("/sum", "gzip", bomb));
    }
    assertThat(generous.json().get("limit").asString()).isEqualTo("decompressed");
  }
}
