package dev.outrigger.web.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.files.RawServer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Resources of the class path, in a jar and in a folder of class files. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class ResourceFilesTest {
  /** Its class file is put beside the resources. */
  static final class Beside {}

  private static final String CLASS_FILE = Beside.class.getName().replace('.', '/') + ".class";
  private static final byte[] LARGE = new byte[1_000_000];

  static {
    new Random(1).nextBytes(LARGE);
  }

  @Parameter private TaskBackend backend;
  @TempDir private Path temporary;

  private static byte[] classFile() throws IOException {
    try (InputStream in = Beside.class.getResourceAsStream("/" + CLASS_FILE)) {
      assertThat(in).isNotNull();
      return in.readAllBytes();
    }
  }

  private Path jar() throws IOException {
    Path jar = temporary.resolve("app.jar");
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      put(out, CLASS_FILE, classFile());
      put(out, "outside.txt", text("OUTSIDE"));
      put(out, "site/", new byte[0]);
      put(out, "site/page.html", text("<p>page</p>"));
      put(out, "site/docs/", new byte[0]);
      put(out, "site/docs/index.html", text("<p>docs</p>"));
      put(out, "site/large.bin", LARGE);
    }
    return jar;
  }

  private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(bytes);
    out.closeEntry();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path classes() throws IOException {
    Path classes = temporary.resolve("classes");
    Path at = classes.resolve(CLASS_FILE);
    Files.createDirectories(at.resolveSibling("x"));
    Files.write(at, classFile());
    Files.writeString(classes.resolve("outside.txt"), "OUTSIDE");
    Files.createDirectories(classes.resolve("site/docs"));
    Files.writeString(classes.resolve("site/page.html"), "<p>page</p>");
    Files.writeString(classes.resolve("site/docs/index.html"), "<p>docs</p>");
    Files.write(classes.resolve("site/large.bin"), LARGE);
    Files.createSymbolicLink(classes.resolve("site/link.txt"), classes.resolve("outside.txt"));
    return classes;
  }

  private void check(Path where) throws Exception {
    try (var loader = new URLClassLoader(new URL[] {where.toUri().toURL()}, null)) {
      Class<?> beside = loader.loadClass(Beside.class.getName());
      StaticFiles files = StaticFiles.ofResources(beside, "/site");
      try (RawServer server = RawServer.start(backend, app -> app.files("/s", files))) {
        Answer page = server.get("/s/page.html");
        assertThat(page.text()).isEqualTo("<p>page</p>");
        assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
        String tag = page.header("ETag").orElseThrow();
        assertThat(server.get("/s/page.html", "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(server.get("/s/docs/").text()).isEqualTo("<p>docs</p>");
        assertThat(server.get("/s/docs").header("Location")).contains("./docs/");
        assertThat(server.get("/s/large.bin").body()).isEqualTo(LARGE);
        Answer part = server.get("/s/large.bin", "Range: bytes=300000-900000");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(LARGE, 300_000, 900_001));
        for (String path :
            new String[] {
              "", "nowhere", "../outside.txt", "%2e%2e/outside.txt", "..%2foutside.txt",
              "docs/../page.html", "/outside.txt", "page.html/", "link.txt", "docs/nowhere/",
            }) {
          Answer answer = server.get("/s/" + path);
          assertThat(answer.status()).as(path).isEqualTo(404);
          assertThat(answer.text()).doesNotContain("OUTSIDE");
        }
      }
      assertThatThrownBy(() -> StaticFiles.ofResources(beside, "/nowhere"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no folder \"/nowhere\" beside");
      assertThatThrownBy(files::listing).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theyAreServedOutOfAJar() throws Exception {
    check(jar());
  }

  @Test
  void theyAreServedOutOfAFolderOfClassFiles() throws Exception {
    check(classes());
  }
}
