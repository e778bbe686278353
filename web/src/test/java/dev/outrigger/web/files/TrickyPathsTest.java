package dev.outrigger.web.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.files.RawServer.Answer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Paths that try to leave the folder, or to break the server, byte by byte over a socket. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class TrickyPathsTest {
  private static final String OUTSIDE = "THE-OUTSIDE";
  private static final int DRAWN = 4000;

  @Parameter private TaskBackend backend;
  @TempDir private Path temporary;

  private Path folder;

  @BeforeEach
  void fill() throws IOException {
    folder = Files.createDirectories(temporary.resolve("root/public"));
    Files.createDirectories(folder.resolve("sub/deep"));
    Files.writeString(folder.resolve("in.txt"), "inside");
    Files.writeString(folder.resolve("sub/in.txt"), "inside");
    Files.writeString(folder.resolve("sub/deep/index.html"), "inside");
    Files.writeString(folder.resolve("sub/.hidden"), OUTSIDE);
    for (String name : new String[] {"out.txt", "root/out.txt", "root/publicity", "in.txt"}) {
      Files.writeString(temporary.resolve(name), OUTSIDE);
    }
    Files.createDirectory(temporary.resolve("root/public-not"));
    Files.writeString(temporary.resolve("root/public-not/out.txt"), OUTSIDE);
    Files.createSymbolicLink(folder.resolve("link.txt"), temporary.resolve("out.txt"));
    Files.createSymbolicLink(folder.resolve("sub/link"), temporary.resolve("root"));
  }

  private RawServer serve() throws Exception {
    StaticFiles files = StaticFiles.of(folder).precompressed().fallback("in.txt").listing();
    return RawServer.start(backend, app -> app.files("/s", files));
  }

  @Test
  void eachKnownTrickIsRefused() throws Exception {
    String[] tricks = {
      "/s/../out.txt",
      "/s/../../out.txt",
      "/s/sub/../../out.txt",
      "/s/..",
      "/s/.",
      "/s/./in.txt",
      "/s/sub/../in.txt",
      "/s/%2e%2e/out.txt",
      "/s/%2E%2E/out.txt",
      "/s/.%2e/out.txt",
      "/s/%252e%252e/out.txt",
      "/s/..%2fout.txt",
      "/s/..%2Fout.txt",
      "/s/sub%2fin.txt",
      "/s/%2e%2e%2fout.txt",
      "/s/..%5cout.txt",
      "/s/..%5Cout.txt",
      "/s/sub%5cin.txt",
      "/s/..\\out.txt",
      "/s/sub\\in.txt",
      "/s//in.txt",
      "/s//etc/passwd",
      "/s/sub//in.txt",
      "/s/%2fetc%2fpasswd",
      "/s/%2f%2fetc/passwd",
      "/s/in.txt%00",
      "/s/in.txt%00.html",
      "/s/%00",
      "/s/in.txt%0d%0aX-Evil:%20yes",
      "/s/in.txt%7f",
      "/s/in.txt/",
      "/s/in.txt/x",
      "/s/in.txt/..",
      "/s/..;/out.txt",
      "/s/..%00/out.txt",
      "/s/%c0%ae%c0%ae/out.txt",
      "/s/%e0%80%ae%e0%80%ae/out.txt",
      "/s/%uff0e%uff0e/out.txt",
      "/s/%ff",
      "/s/%",
      "/s/%2",
      "/s/link.txt",
      "/s/sub/link/out.txt",
      "/s/sub/.hidden",
      "/s/sub/%2ehidden",
      "/s/C:/Windows/win.ini",
      "/s/file:///etc/passwd",
      "/s/CON",
      "/s/nul.txt",
      "/s/in.txt::$DATA",
      "/s/~root",
      "/s/" + "a".repeat(300) + ".txt",
      "/s/" + "a/".repeat(1500) + "x.txt",
      "/s/" + "%61".repeat(1000) + ".txt",
      "/s/" + "../".repeat(200) + "etc/passwd",
      "/s-not/out.txt",
      "/sx",
      "/../s/in.txt/..",
      "http://test/s/../out.txt",
      "http://test/s/%2e%2e/out.txt",
    };
    try (RawServer server = serve()) {
      for (String trick : tricks) {
        Answer answer = server.get(trick, "Accept: application/json");
        assertThat(answer.status()).as(trick).isIn(400, 404);
        assertThat(answer.text()).as(trick).doesNotContain(OUTSIDE).doesNotContain("inside");
        assertThat(answer.header("X-Evil")).isEmpty();
      }
      assertThat(server.get("/s/in.txt").text()).isEqualTo("inside");
    }
  }

  @Test
  void noDrawnPathGetsAByteOfAFileOutside() throws Exception {
    String[] pieces = {
      "..",
      ".",
      "/",
      "//",
      "%2e",
      "%2E%2e",
      "%2f",
      "%5c",
      "\\",
      "%00",
      "%252e",
      "%c0%ae",
      "sub",
      "deep",
      "link",
      "link.txt",
      "in.txt",
      "out.txt",
      "publicity",
      "public",
      "root",
      ".hidden",
      "%2ehidden",
      "/../",
      "/./",
      "/%2e%2e/",
      "/.%2e/",
      "..%2f",
      "-not",
      ";",
      ":",
      "~",
      "%e2%80%ae",
      "index.html",
      "%2egz",
      "*",
      "?",
      "%3f",
      "%25",
      "etc/passwd",
      "%ed%a0%80",
      "|",
      "^",
      "%7f",
    };
    Random random = new Random(backend.name().length());
    int inside = 0;
    try (RawServer server = serve();
        var client = new KeptConnection(server)) {
      for (int i = 0; i < DRAWN; i++) {
        StringBuilder path = new StringBuilder(random.nextInt(20) == 0 ? "/" : "/s/");
        for (int n = random.nextInt(7) + 1; n > 0; n--) {
          path.append(pieces[random.nextInt(pieces.length)]);
          if (random.nextInt(3) == 0) {
            path.append('/');
          }
        }
        String answer = client.ask(path.toString());
        int status = Integer.parseInt(answer.substring(9, 12));
        assertThat(status).as(path.toString()).isIn(200, 304, 308, 400, 404);
        assertThat(answer).as(path.toString()).doesNotContain(OUTSIDE).doesNotContain("root:x:");
        inside += answer.endsWith("inside") ? 1 : 0;
      }
    }
    // Else the paths would be too odd to try anything.
    assertThat(inside).isGreaterThan(DRAWN / 100);
  }

  /** Asks again and again, and anew when the server has parted. */
  private static final class KeptConnection implements AutoCloseable {
    private final RawServer server;
    private Socket socket;
    private InputStream in;

    KeptConnection(RawServer server) throws IOException {
      this.server = server;
      this.socket = server.connect();
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    String ask(String path) throws IOException {
      String request = "GET " + path + " HTTP/1.1\r\nHost: test\r\nAccept: text/html\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        assertThat(next).as("answer to " + path).isNotNegative();
        head.append((char) next);
      }
      String fields = head.toString().toLowerCase(Locale.ROOT);
      int at = fields.indexOf("content-length: ");
      int length = Integer.parseInt(fields.substring(at + 16, fields.indexOf("\r\n", at)));
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      if (fields.contains("connection: close")) {
        socket.close();
        socket = server.connect();
        in = new BufferedInputStream(socket.getInputStream());
      }
      return head + body;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
