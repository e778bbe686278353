package dev.outrigger.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.binding.Default;
import dev.outrigger.web.binding.FromForm;
import dev.outrigger.web.binding.Post;
import dev.outrigger.web.forms.UploadedFile;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms and their files as arguments of methods. */
@ParameterizedClass
@CsvSource({"LOOP_CARRIED, false", "LOOP_CARRIED, true", "PORTABLE, false", "PORTABLE, true"})
class UploadEndpointsTest {
  @Parameter(0)
  private TaskBackend backend;

  @Parameter(1)
  private boolean overSocket;

  @TempDir private Path album;

  record Picture(@NotBlank String title, @Default("1") int stars, UploadedFile file) {}

  final class Album {
    @Post("/one")
    String one(UploadedFile file) throws Exception {
      return file.name() + " " + file.filename() + " " + file.size() + " " + file.isInMemory();
    }

    @Post("/maybe")
    String maybe(Optional<UploadedFile> file) {
      return file.map(UploadedFile::filename).orElse("none");
    }

    @Post("/many")
    String many(List<UploadedFile> file) {
      return file.stream().map(UploadedFile::filename).toList().toString();
    }

    @Post("/picture")
    String picture(@FromForm Picture picture) throws Exception {
      return picture.title() + " " + picture.stars() + " " + picture.file().size();
    }

    @Post("/told")
    String told(@FromForm String title, UploadedFile file) {
      return title + " " + file.filename();
    }

    @Post("/keep")
    String keep(UploadedFile file) throws Exception {
      try {
        file.moveTo(album.resolve("kept"));
        return "kept";
      } catch (FileAlreadyExistsException taken) {
        throw Problem.conflict("there is such a picture");
      }
    }
  }

  private TestResponse answer(TestRequest request) throws Exception {
    Application application =
        app -> {
          app.withoutPool();
          app.endpoints(new Album());
        };
    try (TestClient client =
        overSocket
            ? TestClient.overSocket(application, backend)
            : TestClient.of(application, backend)) {
      return client.send(request);
    }
  }

  private static String file(String filename, String content) {
    return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
        + filename
        + "\"\r\n\r\n"
        + content
        + "\r\n";
  }

  private static String field(String name, String value) {
    return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  }

  private static TestRequest post(String path, String... parts) {
    return TestRequest.post(path)
        .body(
            "multipart/form-data; boundary=b",
            (String.join("", parts) + "--b--\r\n").getBytes(UTF_8));
  }

  @Test
  void aShortFileIsInMemoryAndALongOneOnTheDisk() throws Exception {
    assertThat(answer(post("/one", file("a.txt", "hello"))).text()).isEqualTo("file a.txt 5 true");
    assertThat(answer(post("/one", file("b.txt", "x".repeat(300_000)))).text())
        .isEqualTo("file b.txt 300000 false");
  }

  @Test
  void aMissingFileIsToldAndAnOptionalOneIsEmpty() throws Exception {
    TestResponse missing = answer(post("/one", field("title", "a")));
    assertThat(missing.status()).isEqualTo(422);
    assertThat(missing.text())
        .contains("{\"in\":\"form\",\"name\":\"file\",\"detail\":\"this file is missing\"}");
    assertThat(answer(post("/maybe")).text()).isEqualTo("none");
    assertThat(answer(post("/maybe", file("a", "b"))).text()).isEqualTo("a");
  }

  @Test
  void severalFilesOfANameKeepTheirOrder() throws Exception {
    assertThat(answer(post("/many", file("a", "1"), file("b", "2"))).text()).isEqualTo("[a, b]");
    assertThat(answer(post("/many")).text()).isEqualTo("[]");
  }

  @Test
  void fieldsAndFilesMakeARecordAndAllThatIsWrongIsTold() throws Exception {
    assertThat(answer(post("/picture", field("title", "Sea"), file("a", "abc"))).text())
        .isEqualTo("Sea 1 3");
    TestResponse wrong = answer(post("/picture", field("title", " "), field("stars", "many")));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text())
        .contains("\"name\":\"title\",\"detail\":\"must not be blank\"")
        .contains("\"name\":\"stars\"", "this file is missing");
  }

  @Test
  void aFormWithoutFilesIsToldTheKindThatIsWanted() throws Exception {
    for (String path : List.of("/told", "/picture")) {
      TestResponse refused = answer(TestRequest.post(path).form(Map.of("title", "Sea")));
      assertThat(refused.status()).isEqualTo(415);
      assertThat(refused.text()).contains("multipart/form-data is taken here");
    }
  }

  @Test
  void whatIsNoFormIs415() throws Exception {
    assertThat(answer(TestRequest.post("/one").json("{}")).status()).isEqualTo(415);
    assertThat(answer(TestRequest.post("/one").text("a")).status()).isEqualTo(415);
  }

  @Test
  void aMovedFileStaysAndIsNotWrittenOver() throws Exception {
    for (String content : List.of("short", "x".repeat(300_000))) {
      Files.deleteIfExists(album.resolve("kept"));
      assertThat(answer(post("/keep", file("a", content))).text()).isEqualTo("kept");
      assertThat(album.resolve("kept")).hasContent(content);
      assertThat(answer(post("/keep", file("a", "other"))).status()).isEqualTo(409);
      assertThat(album.resolve("kept")).hasContent(content);
    }
    try (Stream<Path> left = Files.list(album)) {
      assertThat(left).hasSize(1);
    }
  }
}
