package dev.outrigger.web.files;

import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.disk.Disk;
import dev.outrigger.web.headers.CacheControl;
import dev.outrigger.web.headers.ContentDisposition;
import dev.outrigger.web.headers.EntityTag;
import dev.outrigger.web.headers.MediaType;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/**
 * A file as the answer of a handler: {@code return FileAnswer.of(path).answer(request);}. Each
 * change makes a copy.
 *
 * <p>The path is the program's own choice, links are followed, and nothing is checked about it: for
 * paths that clients choose there is {@link StaticFiles}.
 *
 * <p>Its entity tag is made of length and time of change, so that a client that has the file costs
 * no reading; it is weak for two seconds after a change, as another might not show.
 */
public final class FileAnswer {
  private final Path path;
  private final Labels labels;

  private FileAnswer(Path path, Labels labels) {
    this.path = path;
    this.labels = labels;
  }

  /** This file; its type follows from its name. */
  public static FileAnswer of(Path path) {
    return new FileAnswer(path, Labels.of(MediaType.ofFile(path.toString())));
  }

  /** The same, for browsers to keep under this name, rather than to show it. */
  public FileAnswer downloadAs(String filename) {
    return new FileAnswer(path, labels.withDisposition(ContentDisposition.attachment(filename)));
  }

  /** The same, to be shown, and kept under this name if the user wants to. */
  public FileAnswer shownAs(String filename) {
    return new FileAnswer(path, labels.withDisposition(ContentDisposition.inline(filename)));
  }

  /** The same, under another type. */
  public FileAnswer type(MediaType type) {
    return new FileAnswer(path, labels.withType(type));
  }

  /** The same, with a field Cache-Control. */
  public FileAnswer cacheControl(CacheControl choice) {
    return new FileAnswer(path, labels.withCaching(choice));
  }

  /**
   * The answer to this request: all of it, a part, or that the client has it already. It may change
   * until it is sent; what is sent breaks off if the file shrinks meanwhile.
   *
   * @throws Problem 404 if there is no such file, 412 or 416 if the request's conditions or ranges
   *     fail
   * @throws IOException if it can't be read
   */
  public Response answer(Request request) throws IOException, InterruptedException {
    // All in one hand-over: it costs more than what is done there.
    return Disk.call(() -> read(request));
  }

  private Response read(Request request) throws IOException {
    try {
      Path real = path.toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      if (!attributes.isRegularFile() || !Files.isReadable(real)) {
        throw missing(request);
      }
      Stamp stamp = Stamp.of(attributes);
      Instant now = Instant.now();
      EntityTag tag = stamp.tag(now);
      Optional<Instant> modified = stamp.modifiedBefore(now);
      var source = new Source.OnDisk(real, stamp);
      Version version = Version.onDisk(labels, source, stamp.length(), tag, modified);
      if (stamp.length() <= Reading.SMALL && version.isWantedWhole(request)) {
        byte[] bytes = Reading.whole(source, (int) stamp.length());
        return Version.inMemory(labels, bytes, tag, modified).answer(request);
      }
      return version.answer(request);
    } catch (FileSystemException e) {
      if (Files.exists(path)) {
        // Too many open files, say: no word about the file.
        throw e;
      }
      throw missing(request);
    }
  }

  private static Problem missing(Request request) {
    return Problem.notFound("Nothing is at " + request.path());
  }
}
