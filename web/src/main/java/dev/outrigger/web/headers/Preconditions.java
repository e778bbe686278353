package dev.outrigger.web.headers;

import dev.outrigger.http.Headers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The conditions under which a request is meant, held against what there is now, in the order of
 * RFC 9110 (13.2.2).
 *
 * <p>Dates that can't be read count as not sent, as the RFC wants it. A list of entity tags that
 * can't be read is a {@link MalformedFieldException}, as it may guard a change; but for
 * If-None-Match of a GET or HEAD it only costs the client a whole answer, and names no version.
 */
public final class Preconditions {
  private Preconditions() {}

  /** What to do with a request. */
  public enum Verdict {
    /** Do it; a Range does not count. */
    PROCEED,
    /** Do it, and send only what Range asks for. Comes of a GET that has a Range alone. */
    PROCEED_WITH_RANGE,
    /** Answer 304: the client has this version already. */
    NOT_MODIFIED,
    /** Answer 412: a condition does not hold. */
    FAILED
  }

  /**
   * What to do about a resource that exists.
   *
   * @param method the request's, such as {@code GET}
   * @param tag its present version, if it has one
   * @param modified when it was changed last, if that is known; fractions of a second don't count
   * @throws MalformedFieldException if a list of entity tags can't be read
   */
  public static Verdict evaluate(
      String method, Headers headers, Optional<EntityTag> tag, Optional<Instant> modified) {
    return judge(method, headers, new Current(true, tag, modified.map(Preconditions::seconds)));
  }

  /**
   * What to do about a resource that does not exist, before it is made.
   *
   * @throws MalformedFieldException if a list of entity tags can't be read
   */
  public static Verdict evaluateMissing(String method, Headers headers) {
    return judge(method, headers, new Current(false, Optional.empty(), Optional.empty()));
  }

  /** What there is now. */
  private record Current(boolean exists, Optional<EntityTag> tag, Optional<Instant> modified) {
    boolean isNamedStrongly(EntityTags tags) {
      return tags.any() ? exists : tag.filter(tags::containsStrongly).isPresent();
    }

    boolean isNamedWeakly(EntityTags tags) {
      return tags.any() ? exists : tag.filter(tags::containsWeakly).isPresent();
    }

    boolean isChangedSince(Instant date) {
      return modified.filter(date::isBefore).isPresent();
    }
  }

  private static Verdict judge(String method, Headers headers, Current current) {
    if (method.equals("CONNECT") || method.equals("OPTIONS") || method.equals("TRACE")) {
      return Verdict.PROCEED;
    }
    boolean reads = method.equals("GET") || method.equals("HEAD");
    if (!mayChange(headers, current)) {
      return Verdict.FAILED;
    }
    if (isKnown(reads, headers, current)) {
      return reads ? Verdict.NOT_MODIFIED : Verdict.FAILED;
    }
    boolean part = method.equals("GET") && current.exists && headers.contains("Range");
    return part && rangeCounts(headers, current) ? Verdict.PROCEED_WITH_RANGE : Verdict.PROCEED;
  }

  /** If-Match, and in its absence If-Unmodified-Since. */
  private static boolean mayChange(Headers headers, Current current) {
    Optional<EntityTags> match = EntityTags.of(headers, "If-Match");
    if (match.isPresent()) {
      return current.isNamedStrongly(match.get());
    }
    return date(headers, "If-Unmodified-Since").filter(current::isChangedSince).isEmpty();
  }

  /** If-None-Match, and in its absence If-Modified-Since. */
  private static boolean isKnown(boolean reads, Headers headers, Current current) {
    if (headers.contains("If-None-Match")) {
      try {
        return EntityTags.of(headers, "If-None-Match").filter(current::isNamedWeakly).isPresent();
      } catch (MalformedFieldException e) {
        if (reads) {
          return false;
        }
        throw e;
      }
    }
    return reads
        && current.modified.isPresent()
        && date(headers, "If-Modified-Since").filter(d -> !current.isChangedSince(d)).isPresent();
  }

  /** If-Range: the parts that the client has must be of this very version. */
  private static boolean rangeCounts(Headers headers, Current current) {
    List<String> fields = headers.all("If-Range");
    if (fields.size() != 1) {
      return fields.isEmpty();
    }
    String version = fields.getFirst();
    if (version.startsWith("\"") || version.startsWith("W/")) {
      try {
        return current.tag.filter(EntityTag.parse(version)::isSameStrongly).isPresent();
      } catch (MalformedFieldException e) {
        return false;
      }
    }
    Optional<Instant> date = HttpDate.parse(version);
    return date.isPresent() && date.equals(current.modified);
  }

  private static Optional<Instant> date(Headers headers, String field) {
    if (!headers.contains(field)) {
      return Optional.empty();
    }
    List<String> fields = headers.all(field);
    return fields.size() == 1 ? HttpDate.parse(fields.getFirst()) : Optional.empty();
  }

  private static Instant seconds(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS);
  }
}
