package dev.outrigger.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Application;
import dev.outrigger.web.security.SecurityHeaders;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import io.swagger.v3.oas.models.info.Contact;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The document and the page, as they are served. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class OpenApiTest {
  @Parameter TaskBackend backend;

  private TestClient client(Application application) throws Exception {
    return TestClient.of(
        app -> {
          app.withoutPool();
          application.configure(app);
        },
        backend);
  }

  private static List<String> paths(TestClient client) throws Exception {
    var paths = new ArrayList<String>();
    client.get("/openapi.json").json().get("paths").propertyNames().forEach(paths::add);
    return paths;
  }

  @Test
  void itTellsRoutesWhereverTheyAreDeclared() throws Exception {
    try (TestClient client =
        client(app -> {
          app.get("/before", _ -> "");
          OpenApi.of("T", "1").on(app);
          app.get("/behind", _ -> "");
          app.mount("/part", part -> part.get("/inside", _ -> ""));
          app.host("example.com", part -> part.get("/host", _ -> ""));
        })) {
      assertThat(paths(client))
          .containsExactlyInAnyOrder("/before", "/behind", "/part/inside", "/host");
      assertThat(
              client.get("/openapi.json").json().at("/paths/~1host/get/servers/0/url").asString())
          .isEqualTo("//example.com");
    }
  }

  @Test
  void itLeavesOutItselfAndWhatIsNoRequestForPrograms() throws Exception {
    try (TestClient client =
        client(app -> {
          OpenApi.of("T", "1").on(app);
          app.webSocket("/chat", _ -> {});
          app.files("/static", _ -> "");
          app.get("/hidden", _ -> "").hidden();
          app.route("HEAD", "/head", _ -> "");
          app.route("PURGE", "/cache", _ -> "");
        })) {
      assertThat(paths(client)).isEmpty();
    }
  }

  @Test
  void itIsKeptByItsTag() throws Exception {
    try (TestClient client = client(app -> OpenApi.of("T", "1").on(app))) {
      TestResponse first = client.get("/openapi.json");
      assertThat(first.header("Content-Type")).contains("application/json");
      assertThat(first.header("Cache-Control")).contains("no-cache");
      TestRequest again =
          TestRequest.get("/openapi.json")
              .header("If-None-Match", first.header("ETag").orElseThrow());
      assertThat(client.send(again).status()).isEqualTo(304);
      assertThat(client.get("/openapi.yaml").text()).startsWith("openapi: 3.1");
    }
  }

  @Test
  void itSaysWhatItIsToldToSay() throws Exception {
    OpenApi told =
        OpenApi.of("Shop", "2.1")
            .description("Sells.")
            .server("https://shop.example/api")
            .only(route -> !route.pattern().startsWith("/internal"))
            .edit(document -> document.getInfo().setContact(new Contact().name("Ada")))
            .documentAt("/api/shop.json")
            .pageAt("/api/try/it");
    try (TestClient client =
        client(app -> {
          told.on(app);
          app.get("/internal/a", _ -> "");
          app.get("/b", _ -> "");
        })) {
      JsonNode document = client.get("/api/shop.json").json();
      assertThat(document.at("/info").toString())
          .isEqualTo(
              "{\"title\":\"Shop\",\"description\":\"Sells.\",\"contact\":{\"name\":\"Ada\"},"
                  + "\"version\":\"2.1\"}");
      assertThat(document.at("/servers/0/url").asString()).isEqualTo("https://shop.example/api");
      assertThat(document.get("paths").propertyNames()).containsExactly("/b");
      assertThat(client.get("/api/shop.yaml").status()).isEqualTo(200);
      TestResponse page = client.get("/api/try/it");
      assertThat(page.text()).contains("data-document=\"../../api/shop.json\"");
      assertThat(page.header("Content-Security-Policy").orElseThrow())
          .contains("connect-src 'self' https://shop.example;");
    }
  }

  @Test
  void theMountThatItStandsInIsInFrontOfItsPaths() throws Exception {
    try (TestClient client =
        client(app -> {
          app.mount("/api", api -> OpenApi.of("T", "1").on(api));
          app.get("/a", _ -> "");
        })) {
      assertThat(client.get("/api/openapi.json").json().get("paths").propertyNames())
          .containsExactly("/a");
      assertThat(client.get("/api/docs").text()).contains("data-document=\"openapi.json\"");
    }
  }

  @Test
  void thePageLoadsNothingFromElsewhere() throws Exception {
    try (TestClient client =
        client(app -> {
          app.use(SecurityHeaders.standard());
          OpenApi.of("A \"<b>\" & c", "1").on(app);
        })) {
      TestResponse page = client.get("/docs");
      assertThat(page.text())
          .contains("<title>A &quot;&lt;b>&quot; &amp; c</title>")
          .doesNotContain("//");
      assertThat(page.header("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'; script-src 'self'; ");
      var files = java.util.regex.Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.text());
      int count = 0;
      while (files.find()) {
        TestResponse file = client.get("/" + files.group(1));
        assertThat(file.status()).as(files.group(1)).isEqualTo(200);
        assertThat(file.bytes()).as(files.group(1)).isNotEmpty();
        assertThat(file.header("Cache-Control").orElseThrow())
            .isEqualTo(
                files.group(1).endsWith("start.js")
                    ? "no-cache"
                    : "max-age=31536000, public, immutable");
        count++;
      }
      assertThat(count).isEqualTo(4);
    }
  }

  @Test
  void thereIsNoPageWithoutOne() throws Exception {
    try (TestClient client = client(app -> OpenApi.of("T", "1").withoutPage().on(app))) {
      assertThat(client.get("/docs").status()).isEqualTo(404);
      assertThat(client.get("/openapi.json").status()).isEqualTo(200);
    }
  }

  @Test
  void aRouteThatCannotBeDescribedIsToldInTheLogAndLeftOut() throws Exception {
    try (LogLines log = new LogLines();
        TestClient client =
            client(app -> {
              OpenApi.of("T", "1").on(app);
              app.get("/good", _ -> "").answers(200, String.class);
              app.get("/bad", _ -> "").answers(200, Contradictory.class);
            })) {
      assertThat(paths(client)).containsExactly("/good");
      assertThat(log.all()).singleElement().asString().contains("leaves out GET /bad");
    }
  }

  /** Two properties of a name: Jackson refuses to look at it. */
  record Contradictory(
      @com.fasterxml.jackson.annotation.JsonProperty("a") int one,
      @com.fasterxml.jackson.annotation.JsonProperty("a") int two) {}

  @Test
  void pathsThatCannotBeServedAreRefused() {
    OpenApi api = OpenApi.of("T", "1");
    assertThatThrownBy(() -> api.documentAt("/openapi")).hasMessageContaining("end in .json");
    assertThatThrownBy(() -> api.pageAt("docs")).hasMessageContaining("write /docs");
    assertThatThrownBy(() -> api.pageAt("/{a}")).hasMessageContaining("write /docs");
  }

  @Test
  void aMissingLibraryIsNamed() throws Exception {
    assertThat(failureWithout("io.swagger"))
        .isEqualTo(
            "OpenAPI documents need io.swagger.core.v3:swagger-core, which is not on the class"
                + " path: add it");
    assertThat(failureWithout("META-INF/maven/org.webjars"))
        .isEqualTo(
            "The page at /docs needs org.webjars:swagger-ui, which is not on the class path: add"
                + " it, or say withoutPage()");
  }

  /** What is said where classes and resources of this name are missing. */
  private static String failureWithout(String prefix) throws Exception {
    String[] places = System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1);
    URL[] urls = new URL[places.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = java.nio.file.Path.of(places[i]).toUri().toURL();
    }
    try (var loader =
        new URLClassLoader(urls, ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(prefix)) {
              throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
          }

          @Override
          public @Nullable URL findResource(String name) {
            return name.startsWith(prefix) ? null : super.findResource(name);
          }
        }) {
      Object said = loader.loadClass(Declaring.class.getName()).getMethod("failure").invoke(null);
      return String.valueOf(said);
    }
  }

  /** Declares a document, in whichever class loader. */
  public static final class Declaring {
    private Declaring() {}

    /** The message of the failure, if there is one. */
    public static String failure() throws Exception {
      try (TestClient _ =
          TestClient.of(app -> {
            app.withoutPool();
            OpenApi.of("T", "1").on(app);
          })) {
        return "none";
      } catch (IllegalStateException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }
}
