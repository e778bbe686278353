package dev.outrigger.web.openapi;

import dev.outrigger.runtime.Blocking;
import dev.outrigger.web.App;
import dev.outrigger.web.Handler;
import dev.outrigger.web.Response;
import dev.outrigger.web.files.Content;
import dev.outrigger.web.headers.CacheControl;
import dev.outrigger.web.headers.MediaType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Swagger UI from its webjar, on a page of our own without any script in it, so that it works under
 * a strict policy. All that it loads comes from this server.
 */
final class SwaggerPage {
  private static final String JAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
  private static final List<String> FILES =
      List.of("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png");
  private static final CacheControl FOREVER =
      CacheControl.maxAge(Duration.ofDays(365)).publicly().immutable();
  private static final String START =
      """
      const place = document.getElementById('swagger-ui');
      SwaggerUIBundle({
        domNode: place,
        url: place.dataset.document,
        deepLinking: true,
        displayRequestDuration: true,
        validatorUrl: null,
      });
      """;

  private final OpenApi options;
  private final String version;

  private SwaggerPage(OpenApi options, String version) {
    this.options = options;
    this.version = version;
  }

  /**
   * The page.
   *
   * @throws IllegalStateException if the webjar is not there
   */
  static SwaggerPage of(OpenApi options) {
    try (InputStream in = resource(JAR)) {
      var properties = new Properties();
      properties.load(in);
      return new SwaggerPage(options, properties.getProperty("version", ""));
    } catch (IOException e) {
      throw new IllegalStateException(
          "The page at "
              + options.page()
              + " needs org.webjars:swagger-ui, which is not on the class path: add it, or say"
              + " withoutPage()",
          e);
    }
  }

  void on(App app) {
    String path = options.page();
    // Named by its version, so that browsers may keep it.
    String files = path + "/" + version + "/";
    byte[] html = html(path.substring(path.lastIndexOf('/') + 1) + "/" + version + "/");
    Response page =
        Response.bytes("text/html; charset=utf-8", html)
            .header("Cache-Control", "no-cache")
            .header("Content-Security-Policy", policy())
            .header("X-Content-Type-Options", "nosniff");
    app.get(path, _ -> page).hidden();
    Content start =
        Content.of(MediaType.JAVASCRIPT, START.getBytes(StandardCharsets.UTF_8))
            .cacheControl(CacheControl.noCache());
    app.get(files + "start.js", start::answer).hidden();
    for (String file : FILES) {
      app.get(files + file, once(file)).hidden();
    }
  }

  /** Reads a file when it is asked for first. */
  private Handler once(String file) {
    var kept = new Kept("META-INF/resources/webjars/swagger-ui/" + version + "/" + file);
    return request -> kept.content().answer(request);
  }

  private byte[] html(String files) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <link rel="stylesheet" href="%sswagger-ui.css">
    <link rel="icon" href="%sfavicon-32x32.png">
    </head>
    <body>
    <div id="swagger-ui" data-document="%s"></div>
    <script src="%sswagger-ui-bundle.js"></script>
    <script src="%sstart.js"></script>
    </body>
    </html>
    """
        .formatted(escaped(options.title()), files, files, escaped(document()), files, files)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The document as seen from the page, wherever a mount or a proxy has put both. */
  private String document() {
    long depth = options.page().chars().filter(c -> c == '/').count() - 1;
    return "../".repeat((int) depth) + options.document().substring(1);
  }

  /** Requests may go to the servers of the document too. */
  private String policy() {
    var connect = new StringBuilder("'self'");
    for (String url : options.servers()) {
      Origins.of(url).ifPresent(origin -> connect.append(' ').append(origin));
    }
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
        + " data:; connect-src "
        + connect
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static InputStream resource(String name) throws IOException {
    // Not beside a class: in a named module that would look into this module alone.
    ClassLoader loader = SwaggerPage.class.getClassLoader();
    InputStream in = loader == null ? null : loader.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(name);
    }
    return in;
  }

  /** A file of the webjar in memory. */
  private static final class Kept {
    private final String name;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Content content;

    Kept(String name) {
      this.name = name;
    }

    Content content() throws Exception {
      Content known = content;
      return known != null ? known : Blocking.call(this::read);
    }

    private Content read() throws IOException {
      reading.lock();
      try (InputStream in = resource(name)) {
        Content known = content;
        if (known == null) {
          known = Content.of(MediaType.ofFile(name), in.readAllBytes()).cacheControl(FOREVER);
          content = known;
        }
        return known;
      } finally {
        reading.unlock();
      }
    }
  }
}
