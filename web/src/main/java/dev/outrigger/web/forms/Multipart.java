package dev.outrigger.web.forms;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.web.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form with files ({@code multipart/form-data}, RFC 7578), part by part, as it comes from the
 * client. Whoever reads slowly stops the client; no part is ever whole in memory unless asked for.
 *
 * <pre>{@code
 * Multipart parts = Multipart.parts(request, MultipartLimits.defaults());
 * for (Optional<Part> part = parts.next(); part.isPresent(); part = parts.next()) {
 *   ...
 * }
 * }</pre>
 *
 * <p>What two programs might read differently is refused with 400: lines that end with LF alone,
 * header fields of several lines, a name given twice, a line that begins with the boundary and goes
 * on with something else. What stands before the first boundary and behind the last is dropped.
 *
 * <p>It is a parser of our own because the kept ones write files on the thread that parses, which
 * here is the loop's (Netty's), or are milestones that pull each byte through a stream (Apache's
 * fileupload2, with a record of requests that made it slow or fat).
 *
 * <p>Threading: of one task, as the request's body.
 */
public final class Multipart {
  private static final String TYPE = "multipart/form-data";

  private final Window window;
  private final MultipartLimits limits;
  private @Nullable Part current;
  private boolean ended;
  private boolean broken;
  private int count;
  private long fieldBytes;

  private Multipart(Window window, MultipartLimits limits) {
    this.window = window;
    this.limits = limits;
  }

  /**
   * The parts of this request's body. It is not read before the first {@link #next()}.
   *
   * @throws Problem 415 if the body is something else; 400 if there is no good boundary; 413 if its
   *     declared length is above {@link MultipartLimits#total()}
   */
  public static Multipart parts(HttpRequest request, MultipartLimits limits) {
    HeaderValue type = ContentType.require(request, TYPE);
    String boundary =
        type.parameter("boundary")
            .orElseThrow(() -> Refused.malformed("The request's Content-Type has no \"boundary\""));
    Delimiter delimiter = Delimiter.of(boundary);
    return new Multipart(new Window(request.body(), delimiter, limits.total()), limits);
  }

  /**
   * The next part, with its header section read; what is left of the one before is dropped. Waits
   * for the client.
   *
   * @return empty at the end of the form, for which the whole body was read
   * @throws Problem 400 if the body is malformed or ends too early, 413 if there is too much of
   *     something, 415 if a part is encoded for the way
   * @throws dev.outrigger.http.HttpException as of {@link dev.outrigger.http.RequestBody}
   * @throws InterruptedException when the client goes away meanwhile
   */
  public Optional<Part> next() throws InterruptedException {
    if (ended) {
      return Optional.empty();
    }
    if (broken) {
      throw new IllegalStateException(
          "the form can't be read on, since an earlier call of next() failed");
    }
    broken = true;
    dropRest();
    window.takeDelimiter();
    if (isLast()) {
      window.drain();
      ended = true;
      return Optional.empty();
    }
    count++;
    if (count > limits.parts()) {
      throw Refused.tooLarge(
          "The form has more than the " + limits.parts() + " parts allowed here",
          "parts",
          limits.parts());
    }
    PartHeaders headers = PartHeaders.read(window, endDelimiterLine(), limits.headers());
    Part part = new Part(this, window, headers, Label.of(headers));
    current = part;
    broken = false;
    return Optional.of(part);
  }

  private void dropRest() throws InterruptedException {
    Part before = current;
    current = null;
    if (before != null) {
      before.drop();
      return;
    }
    int n;
    while ((n = window.awaitContent(1)) > 0) {
      window.take(n);
    }
    if (n < 0) {
      throw Refused.malformed("The body ends before its first boundary");
    }
  }

  private boolean isLast() throws InterruptedException {
    if (!window.awaitBytes(2)) {
      throw Refused.malformed("The body ends within a boundary");
    }
    return window.peek(0) == '-' && window.peek(1) == '-';
  }

  /** What the header section may still have behind the blanks that a delimiter may end with. */
  private int endDelimiterLine() throws InterruptedException {
    int blanks = 0;
    while (window.peek(0) == ' ' || window.peek(0) == '\t') {
      window.take(1);
      blanks++;
      if (blanks == limits.headers()) {
        throw PartHeaders.tooLong(limits.headers());
      }
      if (!window.awaitBytes(2)) {
        throw Refused.malformed("The body ends within a boundary");
      }
    }
    if (window.peek(0) != '\r' || window.peek(1) != '\n') {
      throw Refused.malformed(
          "A line begins with the boundary and goes on with something else; content must not have"
              + " the boundary in it");
    }
    int _ = window.takeLine(2);
    return limits.headers() - blanks;
  }

  boolean isCurrent(Part part) {
    return current == part;
  }

  long longest(Part part) {
    return part.isFile() ? limits.file() : limits.field();
  }

  /** Called with each count of bytes that a part is found to have more. */
  void found(Part part, long length, int more) {
    if (length > longest(part)) {
      throw Refused.tooLarge(
              (part.isFile() ? "The file " : "The field ")
                  + Refused.quoted(part.name())
                  + " is longer than the "
                  + longest(part)
                  + " bytes allowed here",
              part.isFile() ? "file" : "field",
              longest(part))
          .with("name", Refused.cut(part.name()));
    }
    if (!part.isFile()) {
      fieldBytes += more;
      if (fieldBytes > limits.fields()) {
        throw Refused.tooLarge(
            "The fields of the form are longer than the "
                + limits.fields()
                + " bytes allowed here for all of them",
            "fields",
            limits.fields());
      }
    }
  }
}
