package dev.outrigger.web.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.files.RawServer.Answer;
import dev.outrigger.web.headers.CacheControl;
import dev.outrigger.web.headers.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One file as the answer of a handler. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class FileAnswerTest {
  private static final int LARGE = 20_000_000;

  @Parameter private TaskBackend backend;
  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("report.pdf"), "0123456789");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-01-01T12:00:00Z")));
  }

  private RawServer serve(FileAnswer answer) throws Exception {
    return RawServer.start(backend, app -> app.get("/file", answer::answer));
  }

  @Test
  void itIsKeptUnderItsName() throws Exception {
    FileAnswer answer =
        FileAnswer.of(file)
            .downloadAs("Überblick 2026.pdf")
            .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)).privately());
    try (RawServer server = serve(answer)) {
      Answer got = server.get("/file");
      assertThat(got.text()).isEqualTo("0123456789");
      assertThat(got.header("Content-Type")).contains("application/pdf");
      assertThat(got.header("Cache-Control")).contains("max-age=60, private");
      assertThat(got.header("Content-Disposition"))
          .contains(
              "attachment; filename=\"_berblick 2026.pdf\";"
                  + " filename*=UTF-8''%C3%9Cberblick%202026.pdf");
    }
  }

  @Test
  void itMayBeShownUnderAnotherType() throws Exception {
    try (RawServer server = serve(FileAnswer.of(file).shownAs("a.txt").type(MediaType.TEXT))) {
      Answer got = server.get("/file");
      assertThat(got.header("Content-Type")).contains("text/plain; charset=utf-8");
      assertThat(got.header("Content-Disposition")).contains("inline; filename=\"a.txt\"");
    }
  }

  @Test
  void whoHasItGetsWhatIsMissing() throws Exception {
    try (RawServer server = serve(FileAnswer.of(file))) {
      String tag = server.get("/file").header("ETag").orElseThrow();
      assertThat(server.get("/file", "If-None-Match: " + tag).status()).isEqualTo(304);
      Answer rest = server.get("/file", "Range: bytes=7-", "If-Range: " + tag);
      assertThat(rest.status()).isEqualTo(206);
      assertThat(rest.text()).isEqualTo("789");
      assertThat(server.ask("HEAD", "/file").header("Content-Length")).contains("10");
    }
  }

  @Test
  void aTagIsWeakWhileAnotherChangeMightNotShow() throws Exception {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    try (RawServer server = serve(FileAnswer.of(file))) {
      String tag = server.get("/file").header("ETag").orElseThrow();
      assertThat(tag).startsWith("W/");
      Answer whole = server.get("/file", "Range: bytes=7-", "If-Range: " + tag);
      assertThat(whole.status()).isEqualTo(200);
    }
  }

  @Test
  void aDateYetToComeIsNotTold() throws Exception {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1000)));
    try (RawServer server = serve(FileAnswer.of(file))) {
      assertThat(server.get("/file").header("Last-Modified")).isEmpty();
    }
  }

  @Test
  void aFileThatIsNotThereIsAProblem() throws Exception {
    try (RawServer server = serve(FileAnswer.of(folder.resolve("other")))) {
      Answer got = server.get("/file");
      assertThat(got.status()).isEqualTo(404);
      assertThat(got.text()).contains("Nothing is at /file").doesNotContain(folder.toString());
    }
    try (RawServer server = serve(FileAnswer.of(folder))) {
      assertThat(server.get("/file").status()).isEqualTo(404);
    }
  }

  @Test
  void anEmptyFileIsSent() throws Exception {
    Files.write(file, new byte[0]);
    try (RawServer server = serve(FileAnswer.of(file))) {
      Answer got = server.get("/file");
      assertThat(got.status()).isEqualTo(200);
      assertThat(got.header("Content-Length")).contains("0");
      assertThat(server.get("/file", "Range: bytes=0-").status()).isEqualTo(416);
    }
  }

  @Test
  void aFileThatShrinksBreaksItsAnswerOff() throws Exception {
    Files.write(file, new byte[LARGE]);
    try (var log = new Lines();
        RawServer server = serve(FileAnswer.of(file));
        Socket client = server.connect()) {
      RawServer.send(client, "GET", "/file");
      InputStream in = client.getInputStream();
      long got = in.readNBytes(1000).length;
      try (FileChannel shrunk = FileChannel.open(file, StandardOpenOption.WRITE)) {
        var _ = shrunk.truncate(1);
      }
      byte[] piece = new byte[100_000];
      for (int n = read(in, piece); n >= 0; n = read(in, piece)) {
        got += n;
      }
      assertThat(got).isLessThan(LARGE);
      assertThat(log.of(Level.INFO))
          .anyMatch(line -> line.contains("report.pdf has become shorter while it was sent"));
      assertThat(log.of(Level.SEVERE)).isEmpty();
      assertThat(server.get("/file").text()).hasSize(1);
    }
  }

  private static int read(InputStream in, byte[] piece) {
    try {
      return in.read(piece);
    } catch (IOException reset) {
      return -1;
    }
  }

  @Test
  void aFileThatIsReplacedWhileItIsSentArrivesAsItWas() throws Exception {
    Files.write(file, new byte[LARGE]);
    try (RawServer server = serve(FileAnswer.of(file));
        Socket client = server.connect()) {
      RawServer.send(client, "GET", "/file");
      assertThat(client.getInputStream().read()).isEqualTo('H');
      Files.delete(file);
      Files.writeString(file, "new");
      byte[] rest = client.getInputStream().readAllBytes();
      assertThat(rest.length).isGreaterThan(LARGE);
      assertThat(rest[rest.length - 1]).isZero();
      assertThat(server.get("/file").text()).isEqualTo("new");
    }
  }

  /** What the log gets while this is open. */
  private static final class Lines extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("dev.outrigger");
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    Lines() {
      logger.addHandler(this);
      logger.setUseParentHandlers(false);
    }

    List<String> of(Level level) {
      return records.stream()
          .filter(line -> line.getLevel().equals(level))
          .map(LogRecord::getMessage)
          .toList();
    }

    @Override
    public void publish(LogRecord line) {
      records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
      logger.setUseParentHandlers(true);
    }
  }
}
