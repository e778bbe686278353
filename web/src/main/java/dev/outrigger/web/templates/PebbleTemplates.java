package dev.outrigger.web.templates;

import dev.outrigger.web.Response;
import dev.outrigger.web.libraries.OptionalLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

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
  private final Function<Boolean, Templates> making;
  private final Templates pages;

  private PebbleTemplates(Function<Boolean, Templates> making, boolean reloading) {
    this.making = making;
    this.pages = OptionalLibrary.PEBBLE.need("templates", () -> making.apply(reloading));
  }

  /**
   * Those in a folder.
   *
   * @throws IllegalArgumentException if it is none
   * @throws IllegalStateException if Pebble is not on the class path
   */
  public static PebbleTemplates in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "the folder of templates " + folder.toAbsolutePath() + " is not there");
    }
    return new PebbleTemplates(reloading -> PebblePages.in(folder, reloading), false);
  }

  /** Those on the class path under a prefix: {@code "pages"} for {@code pages/index.html}. */
  public static PebbleTemplates ofResources(ClassLoader classes, String prefix) {
    return new PebbleTemplates(
        reloading -> PebblePages.ofResources(classes, prefix, reloading), false);
  }

  /** The same, reading each template anew for each page. For development. */
  public PebbleTemplates reloading() {
    return new PebbleTemplates(making, true);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there is no such template
   * @throws IllegalStateException if it is malformed, or a value is missing; tells file and line
   */
  @Override
  public Response page(String name, Map<String, ?> values) throws InterruptedException {
    return pages.page(name, values);
  }
}
