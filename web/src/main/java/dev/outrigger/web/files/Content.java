package dev.outrigger.web.files;

import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.headers.CacheControl;
import dev.outrigger.web.headers.ContentDisposition;
import dev.outrigger.web.headers.EntityTag;
import dev.outrigger.web.headers.MediaType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Bytes in memory that many requests ask for, with a strong entity tag: clients that have them get
 * 304, and ranges work. Made once, it answers any number of requests. Each change makes a copy.
 *
 * <pre>{@code
 * static final Content LOGO = Content.ofResource(Pages.class, "logo.svg");
 *
 * app.get("/logo.svg", LOGO::answer);
 * }</pre>
 */
public final class Content {
  private final Labels labels;
  private final byte[] bytes;
  private final EntityTag tag;
  private final Optional<Instant> modified;
  private final Version version;

  private Content(Labels labels, byte[] bytes, EntityTag tag, Optional<Instant> modified) {
    this.labels = labels;
    this.bytes = bytes;
    this.tag = tag;
    this.modified = modified;
    this.version = Version.inMemory(labels, bytes, tag, modified);
  }

  /** These bytes, under this type; the array must not change afterwards. */
  public static Content of(MediaType type, byte[] bytes) {
    return new Content(Labels.of(type), bytes, EntityTag.of(bytes), Optional.empty());
  }

  /**
   * A resource that lies beside a class, read at once; its type follows from its name. In a named
   * module its package must be open to this one.
   *
   * @throws UncheckedIOException if there is no such resource
   */
  public static Content ofResource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(
            "No resource \"" + name + "\" beside " + beside.getName() + " on the class path");
      }
      return of(MediaType.ofFile(name), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, changed last at this moment. */
  public Content modified(Instant moment) {
    return new Content(labels, bytes, tag, Optional.of(moment));
  }

  /** The same, with a field Cache-Control. */
  public Content cacheControl(CacheControl choice) {
    return new Content(labels.withCaching(choice), bytes, tag, modified);
  }

  /** The same, for browsers to keep as a file under this name. */
  public Content downloadAs(String filename) {
    String disposition = ContentDisposition.attachment(filename);
    return new Content(labels.withDisposition(disposition), bytes, tag, modified);
  }

  /** The entity tag: the same for the same bytes, on any server. */
  public EntityTag tag() {
    return tag;
  }

  /**
   * The answer to this request: all of it, a part, or that the client has it already.
   *
   * @throws dev.outrigger.web.Problem 412 or 416, if the request's conditions or ranges fail
   */
  public Response answer(Request request) {
    return version.answer(request);
  }
}
