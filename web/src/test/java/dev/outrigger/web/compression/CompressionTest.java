package dev.outrigger.web.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aayushatharva.brotli4j.decoder.Decoder;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.outrigger.http.HttpException;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Application;
import dev.outrigger.web.Response;
import dev.outrigger.web.files.Content;
import dev.outrigger.web.files.RawServer;
import dev.outrigger.web.files.RawServer.Answer;
import dev.outrigger.web.headers.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Which answers go out shorter, and what they say about it. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class CompressionTest {
  private static final String TEXT = words(20_000);
  private static final String LONG_TEXT = words(700_000);

  @Parameter private TaskBackend backend;

  private static String words(int length) {
    String[] words = {"file", "answer", "loop", "task", "scope", "\n", "über", "1234", "{", "}"};
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(words[random.nextInt(words.length)]).append(' ');
    }
    return text.toString();
  }

  private RawServer serve(Compression compression, Application more) throws Exception {
    return RawServer.start(
        backend,
        app -> {
          app.use(compression);
          app.get("/text", _ -> TEXT);
          app.get("/long", _ -> LONG_TEXT);
          more.configure(app);
        });
  }

  private RawServer serve() throws Exception {
    return serve(Compression.standard(), _ -> {});
  }

  private static String decoded(Answer answer) throws IOException {
    var in = new ByteArrayInputStream(answer.body());
    return switch (answer.header("Content-Encoding").orElse("identity")) {
      case "gzip" -> text(new GZIPInputStream(in));
      case "zstd" -> text(new ZstdInputStreamNoFinalizer(in));
      case "br" ->
          new String(
              Decoder.decompress(answer.body()).getDecompressedData(), StandardCharsets.UTF_8);
      default -> answer.text();
    };
  }

  private static String text(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void eachCodingGivesTheTextBack() throws Exception {
    try (RawServer server = serve()) {
      for (String coding : new String[] {"gzip", "br", "zstd"}) {
        for (String path : new String[] {"/text", "/long"}) {
          Answer answer = server.get(path, "Accept-Encoding: " + coding);
          assertThat(answer.header("Content-Encoding")).contains(coding);
          assertThat(answer.header("Vary")).contains("Accept-Encoding");
          assertThat(answer.header("Content-Length")).contains("" + answer.body().length);
          assertThat(answer.body().length).isLessThan(LONG_TEXT.length() / 2);
          assertThat(decoded(answer)).isEqualTo(path.equals("/text") ? TEXT : LONG_TEXT);
        }
      }
    }
  }

  @Test
  void theClientsTasteComesBeforeOurs() throws Exception {
    try (RawServer server = serve()) {
      assertThat(coding(server, "gzip, deflate, br, zstd")).isEqualTo("zstd");
      assertThat(coding(server, "gzip, br;q=0.9, zstd;q=0.8")).isEqualTo("gzip");
      assertThat(coding(server, "deflate, br")).isEqualTo("br");
      assertThat(coding(server, "*")).isEqualTo("zstd");
      assertThat(coding(server, "deflate")).isEqualTo("identity");
      assertThat(coding(server, "gzip;q=0")).isEqualTo("identity");
      assertThat(coding(server, "identity, gzip;q=0.5")).isEqualTo("identity");
      Answer unsaid = server.get("/text");
      assertThat(unsaid.text()).isEqualTo(TEXT);
      assertThat(unsaid.header("Vary")).contains("Accept-Encoding");
    }
  }

  private static String coding(RawServer server, String accepted) throws IOException {
    Answer answer = server.get("/text", "Accept-Encoding: " + accepted);
    assertThat(decoded(answer)).isEqualTo(TEXT);
    return answer.header("Content-Encoding").orElse("identity");
  }

  @Test
  void onlyTheChosenCodingsAreOffered() throws Exception {
    try (RawServer server = serve(Compression.standard().codings("gzip"), _ -> {})) {
      assertThat(coding(server, "gzip, br, zstd")).isEqualTo("gzip");
    }
    assertThatThrownBy(() -> Compression.standard().codings("deflate"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"deflate\" is not known");
  }

  @Test
  void whatWouldGainNothingIsLeftAlone() throws Exception {
    byte[] noise = new byte[20_000];
    new Random(1).nextBytes(noise);
    Application more =
        app -> {
          app.get("/short", _ -> "short");
          app.get("/picture", _ -> Response.bytes("image/png", noise));
          app.get("/noise", _ -> Response.bytes("text/plain", noise));
          app.get("/encoded", _ -> Response.text(TEXT).header("Content-Encoding", "x"));
          app.get("/kept", _ -> Response.text(TEXT).header("Cache-Control", "no-transform"));
          app.get("/digest", _ -> Response.text(TEXT).header("Repr-Digest", "sha-256=:x:"));
          app.get("/none", _ -> Response.empty());
          app.get("/odd", _ -> Response.bytes("odd", noise));
        };
    try (RawServer server = serve(Compression.standard(), more)) {
      for (String path :
          new String[] {"/short", "/picture", "/noise", "/kept", "/digest", "/none", "/odd"}) {
        assertThat(server.get(path, "Accept-Encoding: gzip").header("Content-Encoding"))
            .as(path)
            .isEmpty();
      }
      assertThat(server.get("/encoded", "Accept-Encoding: gzip").header("Content-Encoding"))
          .contains("x");
      assertThat(server.get("/noise", "Accept-Encoding: gzip").body()).isEqualTo(noise);
    }
    try (RawServer server = serve(Compression.standard().minimum(3), more)) {
      // What does not become shorter goes as it is, whatever the limit.
      assertThat(server.get("/short", "Accept-Encoding: gzip").text()).isEqualTo("short");
    }
  }

  @Test
  void tagsBecomeWeakAndStillSpareTheBody() throws Exception {
    Content content = Content.of(MediaType.TEXT, TEXT.getBytes(StandardCharsets.UTF_8));
    try (RawServer server =
        serve(Compression.standard(), app -> app.get("/content", content::answer))) {
      Answer answer = server.get("/content", "Accept-Encoding: gzip");
      assertThat(answer.header("ETag")).contains("W/" + content.tag());
      assertThat(answer.header("Accept-Ranges")).isEmpty();
      Answer known =
          server.get("/content", "Accept-Encoding: gzip", "If-None-Match: W/" + content.tag());
      assertThat(known.status()).isEqualTo(304);
      assertThat(known.header("Vary")).contains("Accept-Encoding");
      Answer part = server.get("/content", "Accept-Encoding: gzip", "Range: bytes=0-4999");
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.header("Content-Encoding")).isEmpty();
      assertThat(part.body()).hasSize(5000);
    }
  }

  @Test
  void headSaysWhatGetWould() throws Exception {
    try (RawServer server = serve()) {
      Answer answer = server.ask("HEAD", "/text", "Accept-Encoding: gzip");
      assertThat(answer.header("Content-Encoding")).contains("gzip");
      assertThat(answer.header("Content-Length")).isEmpty();
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void whatIsWrittenWhileItGoesIsCompressedWhileItGoes() throws Exception {
    Application more =
        app ->
            app.get(
                "/stream",
                _ ->
                    Response.stream(
                        "text/plain",
                        out -> {
                          try (var view = out.asOutputStream()) {
                            view.write(TEXT.getBytes(StandardCharsets.UTF_8));
                          }
                          out.write(LONG_TEXT);
                          for (char c : "the end".toCharArray()) {
                            out.write("" + c);
                          }
                        }));
    try (RawServer server = serve(Compression.standard(), more)) {
      for (String coding : new String[] {"gzip", "zstd", "br"}) {
        Answer answer = server.get("/stream", "Accept-Encoding: " + coding);
        assertThat(answer.header("Content-Encoding")).contains(coding);
        assertThat(answer.body().length).isLessThan(LONG_TEXT.length() / 2);
        assertThat(decoded(answer)).isEqualTo(TEXT + LONG_TEXT + "the end");
      }
    }
  }

  @Test
  void whatIsFlushedArrivesBeforeTheRest() throws Exception {
    var arrived = new CountDownLatch(1);
    Application more =
        app ->
            app.get(
                "/stream",
                _ ->
                    Response.stream(
                        "text/event-stream",
                        out -> {
                          out.write("first");
                          out.flush();
                          arrived.await();
                          out.write("second");
                        }));
    try (RawServer server = serve(Compression.standard().withEventStreams(), more);
        HttpClient client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create(server.server().uri() + "stream"))
                  .header("Accept-Encoding", "gzip")
                  .build(),
              BodyHandlers.ofInputStream());
      assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
      try (InputStream in = new GZIPInputStream(answer.body())) {
        assertThat(new String(in.readNBytes(5), StandardCharsets.UTF_8)).isEqualTo("first");
        arrived.countDown();
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("second");
      }
    }
  }

  @Test
  void streamsOfEventsAreLeftAloneUnlessAskedFor() throws Exception {
    Application more =
        app ->
            app.get("/events", _ -> Response.stream("text/event-stream", out -> out.write(TEXT)));
    try (RawServer server = serve(Compression.standard(), more)) {
      Answer answer = server.get("/events", "Accept-Encoding: gzip");
      assertThat(answer.header("Content-Encoding")).isEmpty();
      assertThat(answer.text()).isEqualTo(TEXT);
    }
  }

  @Test
  void aBodyThatFailsBreaksOff() throws Exception {
    Application more =
        app ->
            app.get(
                "/broken",
                _ ->
                    Response.of(
                        HttpResponse.stream(
                            200,
                            "text/plain",
                            out -> {
                              out.write(LONG_TEXT);
                              out.flush();
                              throw new HttpException(503, "gone");
                            })));
    try (RawServer server = serve(Compression.standard(), more);
        HttpClient client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(server.server().uri() + "broken"))
              .header("Accept-Encoding", "gzip")
              .build();
      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofByteArray()))
          .isInstanceOf(IOException.class);
    }
  }
}
