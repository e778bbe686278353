package dev.outrigger.web.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Application;
import dev.outrigger.web.files.RawServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a folder looks like to clients. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class StaticFilesTest {
  @Parameter private TaskBackend backend;
  @TempDir private Path temporary;

  private Path folder;

  @BeforeEach
  void fill() throws IOException {
    folder = Files.createDirectory(temporary.resolve("public"));
    write("app.js", "console.log('app');\n".repeat(100));
    write("page.html", "<p>page</p>");
    Files.createDirectory(folder.resolve("docs"));
    write("docs/index.html", "<p>docs</p>");
    write("docs/a b&\"<i>.txt", "odd");
    Files.createDirectory(folder.resolve("empty"));
    write(".secret", "hidden");
    Files.writeString(temporary.resolve("outside.txt"), "OUTSIDE");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private RawServer serve(StaticFiles files) throws Exception {
    return RawServer.start(backend, app -> app.files("/static", files));
  }

  private StaticFiles files() {
    return StaticFiles.of(folder);
  }

  @Test
  void aFileComesWithAllThatIsKnownAboutIt() throws Exception {
    Instant monday = Instant.parse("2024-01-01T12:00:00Z");
    Files.setLastModifiedTime(folder.resolve("page.html"), FileTime.from(monday));
    try (RawServer server = serve(files())) {
      Answer answer = server.get("/static/page.html");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("<p>page</p>");
      assertThat(answer.header("Content-Type")).contains("text/html; charset=utf-8");
      assertThat(answer.header("Content-Length")).contains("11");
      assertThat(answer.header("Last-Modified")).contains("Mon, 01 Jan 2024 12:00:00 GMT");
      assertThat(answer.header("Accept-Ranges")).contains("bytes");
      assertThat(answer.header("Cache-Control")).contains("no-cache");
      assertThat(answer.header("ETag").orElseThrow()).startsWith("\"");
      assertThat(answer.header("Vary")).isEmpty();
    }
  }

  @Test
  void whoHasItGetsNoBody() throws Exception {
    try (RawServer server = serve(files())) {
      Answer first = server.get("/static/app.js");
      String tag = first.header("ETag").orElseThrow();
      Answer second = server.get("/static/app.js", "If-None-Match: " + tag);
      assertThat(second.status()).isEqualTo(304);
      assertThat(second.body()).isEmpty();
      assertThat(second.header("ETag")).contains(tag);
      assertThat(second.header("Cache-Control")).contains("no-cache");
      assertThat(second.header("Content-Type")).isEmpty();
      String date = "If-Modified-Since: " + first.header("Last-Modified").orElseThrow();
      assertThat(server.get("/static/app.js", date).status()).isEqualTo(304);
    }
  }

  @Test
  void aConditionThatFailsIsAProblem() throws Exception {
    try (RawServer server = serve(files())) {
      Answer answer = server.get("/static/app.js", "If-Match: \"other\"");
      assertThat(answer.status()).isEqualTo(412);
      assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }
  }

  @Test
  void headHasTheHeaderAlone() throws Exception {
    try (RawServer server = serve(files())) {
      Answer answer = server.ask("HEAD", "/static/app.js");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Length")).contains("2000");
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void othersThanGetAndHeadAreRefused() throws Exception {
    try (RawServer server = serve(files())) {
      Answer answer = server.ask("DELETE", "/static/app.js");
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).contains("GET, HEAD, OPTIONS");
    }
  }

  @Test
  void aRangeIsAPart() throws Exception {
    try (RawServer server = serve(files())) {
      Answer part = server.get("/static/page.html", "Range: bytes=3-6");
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.text()).isEqualTo("page");
      assertThat(part.header("Content-Range")).contains("bytes 3-6/11");
      Answer none = server.get("/static/page.html", "Range: bytes=11-");
      assertThat(none.status()).isEqualTo(416);
      assertThat(none.header("Content-Range")).contains("bytes */11");
      Answer changed = server.get("/static/page.html", "Range: bytes=3-6", "If-Range: \"other\"");
      assertThat(changed.status()).isEqualTo(200);
      assertThat(changed.text()).isEqualTo("<p>page</p>");
    }
  }

  @Test
  void severalRangesComeAsParts() throws Exception {
    try (RawServer server = serve(files())) {
      Answer parts = server.get("/static/page.html", "Range: bytes=0-2,-4");
      assertThat(parts.status()).isEqualTo(206);
      String type = parts.header("Content-Type").orElseThrow();
      assertThat(type).startsWith("multipart/byteranges; boundary=");
      String boundary = type.substring(type.indexOf('=') + 1);
      assertThat(parts.text())
          .isEqualTo(
              """

              --B
              Content-Type: text/html; charset=utf-8
              Content-Range: bytes 0-2/11

              <p>
              --B
              Content-Type: text/html; charset=utf-8
              Content-Range: bytes 7-10/11

              </p>
              --B--
              """
                  .replace("B", boundary)
                  .replace("\n", "\r\n"));
      assertThat(parts.header("Content-Length")).contains("" + parts.body().length);
    }
  }

  @Test
  void aFolderIsItsIndexFile() throws Exception {
    try (RawServer server = serve(files())) {
      assertThat(server.get("/static/docs/").text()).isEqualTo("<p>docs</p>");
      Answer bare = server.get("/static/docs?a=b");
      assertThat(bare.status()).isEqualTo(308);
      assertThat(bare.header("Location")).contains("./docs/?a=b");
      assertThat(server.get("/static/docs?a=|").header("Location")).contains("./docs/");
      assertThat(server.get("/static/empty/").status()).isEqualTo(404);
      assertThat(server.get("/static/empty").status()).isEqualTo(404);
      assertThat(server.get("/static/").status()).isEqualTo(404);
    }
  }

  @Test
  void anAddressWithoutItsSlashLeadsToTheFolder() throws Exception {
    write("index.html", "root");
    try (RawServer server = serve(files())) {
      assertThat(server.get("/static").header("Location")).contains("/static/");
      assertThat(server.get("/static/").text()).isEqualTo("root");
    }
    try (RawServer server = RawServer.start(backend, app -> app.files("/", files()))) {
      assertThat(server.get("/").text()).isEqualTo("root");
      assertThat(server.get("/docs/").text()).isEqualTo("<p>docs</p>");
    }
  }

  @Test
  void aFolderIsListedIfAskedFor() throws Exception {
    Files.delete(folder.resolve("docs/index.html"));
    try (RawServer server = serve(files().listing())) {
      Answer answer = server.get("/static/docs/");
      assertThat(answer.text())
          .contains("<a href=\"./a%20b%26%22%3Ci%3E.txt\">a b&amp;&quot;&lt;i&gt;.txt</a>");
      assertThat(server.get("/static/docs/a%20b%26%22%3Ci%3E.txt").text()).isEqualTo("odd");
      assertThat(server.get("/static/").text())
          .contains("<a href=\"./docs/\">docs/</a>")
          .doesNotContain("secret");
      assertThat(server.get("/static/docs").header("Location")).contains("./docs/");
    }
    try (RawServer server = serve(files())) {
      assertThat(server.get("/static/docs/").status()).isEqualTo(404);
    }
  }

  @Test
  void pathsOfABrowserApplicationAreItsPage() throws Exception {
    try (RawServer server = serve(files().fallback("page.html"))) {
      Answer page = server.get("/static/users/7", "Accept: text/html,*/*;q=0.8");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.text()).isEqualTo("<p>page</p>");
      assertThat(server.get("/static/users/7.js").status()).isEqualTo(404);
      assertThat(server.get("/static/users/7", "Accept: application/json").status()).isEqualTo(404);
      assertThat(server.get("/static/%2e%2e/x", "Accept: text/html").status()).isEqualTo(404);
    }
  }

  @Test
  void aCacheIsToldThatThePageOfABrowserApplicationDependsOnWhatIsAccepted() throws Exception {
    try (RawServer server = serve(files().fallback("page.html"))) {
      Answer page = server.get("/static/users/7", "Accept: text/html");
      assertThat(page.header("Vary")).contains("Accept");
      Answer none = server.get("/static/users/7", "Accept: application/json");
      assertThat(none.status()).isEqualTo(404);
      assertThat(none.header("Vary")).contains("Accept");
      assertThat(server.get("/static/page.html").header("Vary")).isEmpty();
    }
  }

  @Test
  void dotFilesAreHiddenUnlessAskedFor() throws Exception {
    try (RawServer server = serve(files())) {
      assertThat(server.get("/static/.secret").status()).isEqualTo(404);
      assertThat(server.get("/static/%2esecret").status()).isEqualTo(404);
    }
    try (RawServer server = serve(files().withDotFiles())) {
      assertThat(server.get("/static/.secret").text()).isEqualTo("hidden");
      assertThat(server.get("/static/../outside.txt").status()).isEqualTo(404);
    }
  }

  @Test
  void linksMayLeadWithinTheFolderOnly() throws Exception {
    Files.createSymbolicLink(folder.resolve("inside"), folder.resolve("page.html"));
    Files.createSymbolicLink(folder.resolve("out.txt"), temporary.resolve("outside.txt"));
    Files.createSymbolicLink(folder.resolve("up"), temporary);
    Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
    try (RawServer server = serve(files())) {
      assertThat(server.get("/static/inside").text()).isEqualTo("<p>page</p>");
      assertThat(server.get("/static/out.txt").status()).isEqualTo(404);
      assertThat(server.get("/static/up/outside.txt").status()).isEqualTo(404);
      assertThat(server.get("/static/up/public/page.html").text()).isEqualTo("<p>page</p>");
      assertThat(server.get("/static/circle").status()).isEqualTo(404);
    }
  }

  @Test
  void aPipeIsNoFile() throws Exception {
    Process made = new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start();
    assertThat(made.waitFor()).isZero();
    try (RawServer server = serve(files())) {
      assertThat(server.get("/static/pipe").status()).isEqualTo(404);
    }
  }

  @Test
  void aFolderThatIsALinkMayBeChangedToAnother() throws Exception {
    Path next = Files.createDirectory(temporary.resolve("next"));
    Files.writeString(next.resolve("page.html"), "next");
    Path current = Files.createSymbolicLink(temporary.resolve("current"), folder);
    try (RawServer server = serve(StaticFiles.of(current))) {
      assertThat(server.get("/static/page.html").text()).isEqualTo("<p>page</p>");
      Files.delete(current);
      Files.createSymbolicLink(current, next);
      becomes(server, "/static/page.html", "next");
    }
  }

  @Test
  void aChangedFileIsSeenWithinAMoment() throws Exception {
    try (RawServer server = serve(files())) {
      Answer before = server.get("/static/page.html");
      write("page.html", "<p>PAGE</p>");
      becomes(server, "/static/page.html", "<p>PAGE</p>");
      assertThat(server.get("/static/page.html").header("ETag"))
          .isNotEqualTo(before.header("ETag"));
      Files.delete(folder.resolve("page.html"));
      becomes(server, "/static/page.html", "Nothing is at");
    }
  }

  @Test
  void aChangeThatLengthAndTimeDoNotShowIsSeenWhileTheFileIsYoung() throws Exception {
    try (RawServer server = serve(files())) {
      // It stays young, however long the first answer takes.
      FileTime time = FileTime.from(Instant.now().plusSeconds(60));
      Files.setLastModifiedTime(folder.resolve("page.html"), time);
      assertThat(server.get("/static/page.html").text()).isEqualTo("<p>page</p>");
      write("page.html", "<p>PAGE</p>");
      Files.setLastModifiedTime(folder.resolve("page.html"), time);
      becomes(server, "/static/page.html", "<p>PAGE</p>");
    }
  }

  private static void becomes(RawServer server, String path, String text) throws IOException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!server.get(path).text().contains(text)) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Test
  void whatWasCompressedBeforehandGoesToWhoTakesIt() throws Exception {
    byte[] plain = Files.readAllBytes(folder.resolve("app.js"));
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped)) {
      out.write(plain);
    }
    Files.write(folder.resolve("app.js.gz"), zipped.toByteArray());
    Files.write(folder.resolve("app.js.br"), new byte[] {1, 2, 3});
    try (RawServer server = serve(files().precompressed())) {
      Answer bare = server.get("/static/app.js");
      assertThat(bare.body()).isEqualTo(plain);
      assertThat(bare.header("Vary")).contains("Accept-Encoding");
      Answer gzip = server.get("/static/app.js", "Accept-Encoding: gzip");
      assertThat(gzip.body()).isEqualTo(zipped.toByteArray());
      assertThat(gzip.header("Content-Encoding")).contains("gzip");
      assertThat(gzip.header("Content-Type")).contains("text/javascript; charset=utf-8");
      assertThat(gzip.header("ETag")).isNotEqualTo(bare.header("ETag"));
      Answer brotli = server.get("/static/app.js", "Accept-Encoding: gzip, deflate, br, zstd");
      assertThat(brotli.header("Content-Encoding")).contains("br");
      assertThat(brotli.body()).containsExactly(1, 2, 3);
      Answer refused = server.get("/static/app.js", "Accept-Encoding: br;q=0, identity");
      assertThat(refused.header("Content-Encoding")).isEmpty();
      String tag = gzip.header("ETag").orElseThrow();
      Answer known = server.get("/static/app.js", "Accept-Encoding: gzip", "If-None-Match: " + tag);
      assertThat(known.status()).isEqualTo(304);
      assertThat(known.header("Vary")).contains("Accept-Encoding");
      assertThat(server.get("/static/page.html").header("Vary")).isEmpty();
    }
  }

  @Test
  void digestsInNamesAreKeptForEver() throws Exception {
    for (String name :
        new String[] {"a.3f2a9c1b.js", "a-3f2a9c1b.js", "a-20260101.js", "a.defaced.js"}) {
      write(name, name);
    }
    try (RawServer server = serve(files().maxAge(Duration.ofHours(1)).immutableDigests())) {
      String forEver = "max-age=31536000, public, immutable";
      String anHour = "max-age=3600, public";
      assertThat(server.get("/static/a.3f2a9c1b.js").header("Cache-Control")).contains(forEver);
      assertThat(server.get("/static/a-3f2a9c1b.js").header("Cache-Control")).contains(forEver);
      assertThat(server.get("/static/a-20260101.js").header("Cache-Control")).contains(anHour);
      assertThat(server.get("/static/a.defaced.js").header("Cache-Control")).contains(anHour);
    }
  }

  @Test
  void aLargeFileIsSentPieceByPiece() throws Exception {
    byte[] large = new byte[5_000_001];
    new Random(1).nextBytes(large);
    Files.write(folder.resolve("large.bin"), large);
    try (RawServer server = serve(files())) {
      Answer whole = server.get("/static/large.bin");
      assertThat(whole.header("Content-Length")).contains("5000001");
      assertThat(whole.body()).isEqualTo(large);
      Answer part = server.get("/static/large.bin", "Range: bytes=1000000-3999999");
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(large, 1_000_000, 4_000_000));
      Answer parts = server.get("/static/large.bin", "Range: bytes=0-0,4000000-4999999");
      assertThat(parts.body())
          .hasSize(Integer.parseInt(parts.header("Content-Length").orElseThrow()));
      assertThat(new String(parts.body(), StandardCharsets.ISO_8859_1))
          .contains(new String(large, 4_000_000, 1_000_000, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void nothingNeedBeKeptInMemory() throws Exception {
    try (RawServer server = serve(files().memory(0))) {
      assertThat(server.get("/static/page.html").text()).isEqualTo("<p>page</p>");
      write("page.html", "at once");
      assertThat(server.get("/static/page.html").text()).isEqualTo("at once");
    }
  }

  @Test
  void filesOfAMountHaveItsPrefix() throws Exception {
    Application part = app -> app.files("/files", files());
    try (RawServer server = RawServer.start(backend, app -> app.mount("/teams/{team}", part))) {
      assertThat(server.get("/teams/7/files/docs/").text()).isEqualTo("<p>docs</p>");
    }
  }

  @Test
  void aFolderThatIsNotThereIsToldAtTheStart() {
    assertThatThrownBy(() -> StaticFiles.of(folder.resolve("nowhere")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere\" is no folder");
  }
}
