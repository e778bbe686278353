package dev.outrigger.web.files;

import dev.outrigger.http.ResponseContent;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.headers.EntityTag;
import dev.outrigger.web.headers.HttpDate;
import dev.outrigger.web.headers.Preconditions;
import dev.outrigger.web.headers.Preconditions.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of some content, ready to be sent: answers to most requests are made once and sent
 * many times.
 */
final class Version {
  private final Source source;
  private final long length;
  private final EntityTag tag;
  private final Optional<Instant> modified;
  private final Response whole;
  private final Response unchanged;

  private Version(
      Labels labels, Source source, long length, EntityTag tag, Optional<Instant> modified) {
    this.source = source;
    this.length = length;
    this.tag = tag;
    this.modified = modified;
    this.whole = dated(labels.ok(content(source, length))).header("Accept-Ranges", "bytes");
    this.unchanged = dated(labels.unchanged());
  }

  static Version inMemory(Labels labels, byte[] bytes, EntityTag tag, Optional<Instant> modified) {
    return new Version(labels, new Source.InMemory(bytes), bytes.length, tag, modified);
  }

  static Version onDisk(
      Labels labels, Source source, long length, EntityTag tag, Optional<Instant> modified) {
    return new Version(labels, source, length, tag, modified);
  }

  private static ResponseContent content(Source source, long length) {
    return source instanceof Source.InMemory(byte[] bytes)
        ? new ResponseContent.Whole(bytes)
        : new ResponseContent.Written(length, new Pieces(source, 0, length));
  }

  private Response dated(Response bare) {
    Response answer = bare.header("ETag", tag.toString());
    return modified.isPresent()
        ? answer.header("Last-Modified", HttpDate.format(modified.get()))
        : answer;
  }

  long length() {
    return length;
  }

  long bytesInMemory() {
    return source instanceof Source.InMemory ? length : 0;
  }

  /** Whether a request gets all of it. */
  boolean isWantedWhole(Request request) {
    return request.method().equals("GET") && verdict(request) == Verdict.PROCEED;
  }

  /**
   * The answer to a request of it.
   *
   * @throws Problem 412 if a condition does not hold, 416 if no range has a byte in it
   */
  Response answer(Request request) {
    return switch (verdict(request)) {
      case PROCEED -> whole;
      case PROCEED_WITH_RANGE -> Ranges.answer(request.headers(), whole, source, length);
      case NOT_MODIFIED -> unchanged;
      case FAILED ->
          throw Problem.of(412, request.path() + " is not the version that the request is about");
    };
  }

  private Verdict verdict(Request request) {
    return Preconditions.evaluate(request.method(), request.headers(), Optional.of(tag), modified);
  }
}
