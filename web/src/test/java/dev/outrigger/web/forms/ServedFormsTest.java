package dev.outrigger.web.forms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpException;
import dev.outrigger.http.Limits;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.TaskBackend;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Forms of clients with all their manners, over real sockets. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class ServedFormsTest {
  private static final byte[] TEN_MEGABYTES = new byte[10_000_000];
  private static final byte[] HEAD =
      ascii(
          """
          --AaB03x
          Content-Disposition: form-data; name="f"; filename="a.bin"
          Content-Type: application/octet-stream

          """
              .replace("\n", "\r\n"));
  private static final byte[] TAIL = ascii("\r\n--AaB03x--\r\n");

  static {
    new Random(1).nextBytes(TEN_MEGABYTES);
  }

  @Parameter private TaskBackend backend;

  @TempDir private Path folder;

  private Uploads uploads;

  @BeforeEach
  void makeFolder() throws IOException {
    uploads = Uploads.defaults().withDirectory(Files.createDirectory(folder.resolve("spool")));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String declared(long length) {
    return "Content-Length: " + length;
  }

  private static String answer(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private FormServer start() {
    return FormServer.start(backend, uploads, Limits.defaults());
  }

  @Test
  void tenMegabytesAreSpooledAsTheyCome() throws Exception {
    try (FormServer server = start();
        Socket client = server.post(declared(HEAD.length + 10_000_000L + TAIL.length))) {
      OutputStream out = client.getOutputStream();
      out.write(HEAD);
      out.write(TEN_MEGABYTES, 0, 5_000_000);
      FormServer.until(() -> server.spooled() == 1);
      out.write(TEN_MEGABYTES, 5_000_000, 5_000_000);
      out.write(TAIL);
      String sha = FormServer.sha256(new ByteArrayInputStream(TEN_MEGABYTES));
      assertThat(answer(client))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("\r\n\r\nf a.bin application/octet-stream " + sha + "\n");
      FormServer.until(() -> server.spooled() == 0);
    }
  }

  @Test
  void aClientThatLeavesHalfWayLeavesNoFile() throws Exception {
    try (FormServer server = start()) {
      try (Socket client = server.post(declared(10_000_000))) {
        client.getOutputStream().write(HEAD);
        client.getOutputStream().write(TEN_MEGABYTES, 0, 5_000_000);
        FormServer.until(() -> server.spooled() == 1);
      }
      assertThat(server.failure())
          .isInstanceOfAny(InterruptedException.class, CancelledException.class);
      FormServer.until(() -> server.spooled() == 0);
    }
  }

  @Test
  void aSlowClientIsToldSoAndLeavesNoFile() throws Exception {
    Limits impatient = Limits.defaults().withBodyRate(1000, Duration.ofSeconds(2));
    try (FormServer server = FormServer.start(backend, uploads, impatient);
        Socket client = server.post(declared(10_000_000))) {
      client.getOutputStream().write(HEAD);
      client.getOutputStream().write(TEN_MEGABYTES, 0, 1_000_000);
      FormServer.until(() -> server.spooled() == 1);
      assertThat(answer(client)).startsWith("HTTP/1.1 408 ");
      assertThat(server.failure()).isInstanceOf(HttpException.class);
      FormServer.until(() -> server.spooled() == 0);
    }
  }

  @Test
  void aBodyThatIsDeclaredTooLargeIsRefusedUnread() throws Exception {
    uploads = uploads.withLimits(MultipartLimits.defaults().withTotal(1000));
    try (FormServer server = start();
        Socket client = server.post(declared(1001))) {
      assertThat(answer(client))
          .startsWith("HTTP/1.1 413 ")
          .endsWith("The form is longer than the 1000 bytes allowed here");
    }
  }

  @Test
  void aFileThatGrowsTooLargeInChunksIsRefusedAndLeavesNoFile() throws Exception {
    uploads = uploads.withLimits(MultipartLimits.defaults().withFile(1_000_000));
    try (FormServer server = start();
        Socket client = server.post("Transfer-Encoding: chunked")) {
      sendChunk(client, HEAD, HEAD.length);
      for (int i = 0; i < 10; i++) {
        sendChunk(client, TEN_MEGABYTES, 100_000);
      }
      FormServer.until(() -> server.spooled() == 1);
      sendChunk(client, TEN_MEGABYTES, 1);
      sendChunk(client, TEN_MEGABYTES, 100);
      assertThat(answer(client))
          .startsWith("HTTP/1.1 413 ")
          .endsWith("The file \"f\" is longer than the 1000000 bytes allowed here");
      FormServer.until(() -> server.spooled() == 0);
    }
  }

  private static void sendChunk(Socket client, byte[] bytes, int count) throws IOException {
    try {
      client.getOutputStream().write(ascii(Integer.toHexString(count) + "\r\n"));
      client.getOutputStream().write(bytes, 0, count);
      client.getOutputStream().write(ascii("\r\n"));
    } catch (SocketException e) {
      // The server may have answered and closed; its answer is what counts.
    }
  }

  @Test
  void curlSendsFieldsAndFiles() throws Exception {
    Path file = Files.write(folder.resolve("über \"uns\".bin"), TEN_MEGABYTES);
    Path empty = Files.createFile(folder.resolve("empty.txt"));
    try (FormServer server = start()) {
      Process curl =
          new ProcessBuilder(
                  "curl",
                  "-sS",
                  "-F",
                  "name=Jöe & Söns",
                  "-F",
                  "big=@\"" + file.toString().replace("\"", "\\\"") + "\";type=image/png",
                  "-F",
                  "empty=@" + empty,
                  "-F",
                  "name=again",
                  "http://127.0.0.1:" + server.port() + "/")
              .redirectErrorStream(true)
              .start();
      String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(curl.waitFor(15, TimeUnit.SECONDS)).isTrue();
      assertThat(said)
          .isEqualTo(
              "name=[Jöe & Söns, again]\nbig über \"uns\".bin image/png "
                  + FormServer.sha256(new ByteArrayInputStream(TEN_MEGABYTES))
                  + "\nempty empty.txt text/plain "
                  + FormServer.sha256(new ByteArrayInputStream(new byte[0]))
                  + "\n");
      FormServer.until(() -> server.spooled() == 0);
    }
  }
}
