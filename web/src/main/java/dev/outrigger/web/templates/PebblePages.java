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
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The only class that knows Pebble, which need not be there. */
final class PebblePages implements Templates {
  private final boolean reloading;
  private final PebbleEngine engine;
  private final Map<String, PebbleTemplate> known = new ConcurrentHashMap<>();

  private PebblePages(Loader<?> loader, boolean reloading) {
    this.reloading = reloading;
    this.engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .strictVariables(true)
            .cacheActive(!reloading)
            .build();
  }

  static Templates in(Path folder, boolean reloading) {
    FileLoader loader = new FileLoader(folder.toAbsolutePath().toString());
    loader.setCharset(StandardCharsets.UTF_8.name());
    return new PebblePages(loader, reloading);
  }

  static Templates ofResources(ClassLoader classes, String prefix, boolean reloading) {
    ClasspathLoader loader = new ClasspathLoader(classes);
    loader.setPrefix(prefix);
    loader.setCharset(StandardCharsets.UTF_8.name());
    return new PebblePages(loader, reloading);
  }

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
