package dev.outrigger.web.templates;

import dev.outrigger.runtime.Blocking;
import dev.outrigger.web.Response;
import dev.outrigger.web.headers.MediaType;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.error.LoaderException;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.loader.FileLoader;
import io.pebbletemplates.pebble.loader.Loader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Templates of Pebble, whose language is that of Jinja and Twig: inheritance, blocks, filters.
 * Everything that is put in is escaped for HTML, unless the template says otherwise. A value that
 * is missing is an error, and not an empty text.
 *
 * <pre>{@code
 * Templates templates = PebbleTemplates.in(Path.of("templates"));
 * app.get("/", request -> templates.page("index.html", Map.of("name", "Ada")));
 * }</pre>
 *
 * <p>Needs {@code io.pebbletemplates:pebble} beside Outrigger. Templates are read off the loop, and
 * kept; {@link #reloading} reads them anew each time. They are evaluated on the loop: a page of a
 * thousand rows takes some milliseconds, and belongs to a worker.
 */
public final class PebbleTemplates implements Templates {
  private final Loader<?> loader;
  private final boolean reloading;
  private final PebbleEngine engine;
  private final Map<String, PebbleTemplate> known = new ConcurrentHashMap<>();

  private PebbleTemplates(Loader<?> loader, boolean reloading) {
    this.loader = loader;
    this.reloading = reloading;
    this.engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .strictVariables(true)
            .cacheActive(!reloading)
            .build();
  }

  /**
   * Those in a folder.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static PebbleTemplates in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "the folder of templates " + folder.toAbsolutePath() + " is not there");
    }
    FileLoader loader = new FileLoader(folder.toAbsolutePath().toString());
    loader.setCharset(StandardCharsets.UTF_8.name());
    return new PebbleTemplates(loader, false);
  }

  /** Those on the class path under a prefix: {@code "pages"} for {@code pages/index.html}. */
  public static PebbleTemplates ofResources(ClassLoader classes, String prefix) {
    ClasspathLoader loader = new ClasspathLoader(classes);
    loader.setPrefix(prefix);
    loader.setCharset(StandardCharsets.UTF_8.name());
    return new PebbleTemplates(loader, false);
  }

  /** The same, reading each template anew for each page. For development. */
  public PebbleTemplates reloading() {
    return new PebbleTemplates(loader, true);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there is no such template
   * @throws IllegalStateException if it is malformed, or a value is missing; tells file and line
   */
  @Override
  public Response page(String name, Map<String, ?> values) throws InterruptedException {
    StringWriter page = new StringWriter();
    try {
      template(name).evaluate(page, new HashMap<>(values));
    } catch (LoaderException missing) {
      throw new IllegalArgumentException("there is no template " + name, missing);
    } catch (PebbleException | IOException broken) {
      throw new IllegalStateException(
          "the template " + name + " can't be made into a page: " + broken.getMessage(), broken);
    }
    return Response.bytes(
        MediaType.ofFile(name).toString(), page.toString().getBytes(StandardCharsets.UTF_8));
  }

  private PebbleTemplate template(String name) throws InterruptedException {
    PebbleTemplate template = known.get(name);
    if (template == null) {
      template = read(name);
      if (!reloading) {
        known.put(name, template);
      }
    }
    return template;
  }

  private PebbleTemplate read(String name) throws InterruptedException {
    if (name.startsWith("/") || name.contains("..") || name.indexOf('\\') >= 0) {
      throw new IllegalArgumentException(
          "a template has a plain name below its folder, not \"" + name + "\"");
    }
    try {
      return Blocking.call(() -> engine.getTemplate(name));
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
