package dev.outrigger.web.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.outrigger.web.Response;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PebbleTemplatesTest {
  @TempDir private Path folder;

  record User(String name, List<String> tags) {}

  private String page(Templates templates, String name, Map<String, ?> values) throws Exception {
    try (TestClient client =
        TestClient.of(app -> {
          app.withoutPool();
          app.get("/", _ -> templates.page(name, values));
        })) {
      TestResponse answer = client.get("/");
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).contains("text/html; charset=utf-8");
      return answer.text();
    }
  }

  @Test
  void aPageInheritsAndItsValuesAreEscaped() throws Exception {
    Files.writeString(
        folder.resolve("base.html"), "<title>{% block title %}{% endblock %}</title>");
    Files.writeString(
        folder.resolve("user.html"),
        """
        {% extends "base.html" %}
        {% block title %}{{ user.name }}: {% for tag in user.tags %}<i>{{ tag }}</i>{% endfor %}{% endblock %}
        """);
    assertThat(
            page(
                PebbleTemplates.in(folder),
                "user.html",
                Map.of("user", new User("<Ada>", List.of("ä", "&")))))
        .isEqualTo("<title>&lt;Ada&gt;: <i>ä</i><i>&amp;</i></title>");
  }

  @Test
  void onlyAReloadingOneSeesAChange() throws Exception {
    Path file = folder.resolve("a.html");
    Files.writeString(file, "before");
    Templates kept = PebbleTemplates.in(folder);
    Templates reloading = PebbleTemplates.in(folder).reloading();
    assertThat(page(kept, "a.html", Map.of())).isEqualTo("before");
    assertThat(page(reloading, "a.html", Map.of())).isEqualTo("before");
    Files.writeString(file, "after");
    assertThat(page(kept, "a.html", Map.of())).isEqualTo("before");
    assertThat(page(reloading, "a.html", Map.of())).isEqualTo("after");
  }

  @Test
  void aMissingValueIsToldWithFileAndLine() throws Exception {
    Files.writeString(folder.resolve("a.html"), "\n{{ nobody }}");
    assertThatIllegalStateException()
        .isThrownBy(() -> call(PebbleTemplates.in(folder), "a.html"))
        .withMessageContaining("a.html:2")
        .withMessageContaining("nobody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "/etc/passwd", "a\\b", "none.html"})
  void whatIsNoTemplateOfTheFolderIsRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> call(PebbleTemplates.in(folder), name));
  }

  @Test
  void aFolderThatIsNotThereIsRefusedAtOnce() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> PebbleTemplates.in(folder.resolve("none")))
        .withMessageContaining("none is not there");
  }

  private static Response call(Templates templates, String name) throws InterruptedException {
    return templates.page(name, Map.of());
  }
}
