package dev.outrigger.web.caching;

import dev.outrigger.http.ResponseContent;
import dev.outrigger.runtime.Blocking;
import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.headers.EntityTag;
import dev.outrigger.web.headers.HttpDate;
import dev.outrigger.web.headers.MalformedFieldException;
import dev.outrigger.web.headers.Preconditions;
import java.util.Optional;

/**
 * Spares clients what they have: the answer to a GET gets an entity tag, made of its bytes, and is
 * 304 if the client knows that tag already. The handler runs all the same: this saves bytes on the
 * way, not work.
 *
 * <p>It looks at answers with status 200 that are there as a whole; a tag that the handler gave is
 * kept, and heeded too. Put it inside of what changes bodies: {@code
 * app.use(Compression.standard(), ETags.weak())}.
 */
public final class ETags implements Middleware {
  // Beyond, the digest takes longer than a loop should be held.
  private static final int ON_LOOP = 256 * 1024;
  private static final String[] OF_CONTENT = {
    "Content-Type", "Content-Encoding", "Content-Disposition", "Content-Language", "Accept-Ranges"
  };

  private ETags() {}

  /** With weak tags: middleware around this one may change the bytes, as compression does. */
  public static ETags weak() {
    return new ETags();
  }

  @Override
  public Response around(Request request, Next next) throws Exception {
    Response answer = next.handle(request);
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    if (!reads
        || answer.status() != 200
        || !(answer.content() instanceof ResponseContent.Whole(byte[] bytes))) {
      return answer;
    }
    return heeded(request, answer.header("ETag").isPresent() ? answer : tagged(answer, bytes));
  }

  private static Response tagged(Response answer, byte[] bytes) throws Exception {
    EntityTag tag =
        bytes.length <= ON_LOOP ? EntityTag.of(bytes) : Blocking.call(() -> EntityTag.of(bytes));
    return answer.header("ETag", tag.weakened().toString());
  }

  private static Response heeded(Request request, Response answer) {
    return switch (Preconditions.evaluate(
        request.method(),
        request.headers(),
        answer.header("ETag").flatMap(ETags::read),
        answer.header("Last-Modified").flatMap(HttpDate::parse))) {
      case PROCEED, PROCEED_WITH_RANGE -> answer;
      case NOT_MODIFIED -> unchanged(answer);
      case FAILED ->
          throw Problem.of(412, request.path() + " is not the version that the request is about");
    };
  }

  private static Optional<EntityTag> read(String field) {
    try {
      return Optional.of(EntityTag.parse(field));
    } catch (MalformedFieldException e) {
      return Optional.empty();
    }
  }

  private static Response unchanged(Response answer) {
    Response bare = answer.withContent(new ResponseContent.Whole(new byte[0])).status(304);
    for (String field : OF_CONTENT) {
      bare = bare.without(field);
    }
    return bare;
  }
}
