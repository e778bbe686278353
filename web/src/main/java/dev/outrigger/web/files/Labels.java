package dev.outrigger.web.files;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.ResponseContent;
import dev.outrigger.web.Response;
import dev.outrigger.web.headers.CacheControl;
import dev.outrigger.web.headers.MediaType;
import java.util.Optional;

/**
 * What the header of an answer says about its content, whatever the version.
 *
 * @param disposition the value of Content-Disposition
 * @param coding the value of Content-Encoding
 * @param varies whether there are others under other codings
 */
record Labels(
    MediaType type,
    Optional<CacheControl> caching,
    Optional<String> disposition,
    Optional<String> coding,
    boolean varies) {

  static Labels of(MediaType type) {
    return new Labels(type, Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  Labels withType(MediaType type) {
    return new Labels(type, caching, disposition, coding, varies);
  }

  Labels withCaching(CacheControl caching) {
    return new Labels(type, Optional.of(caching), disposition, coding, varies);
  }

  Labels withDisposition(String disposition) {
    return new Labels(type, caching, Optional.of(disposition), coding, varies);
  }

  Labels withCoding(String coding) {
    return new Labels(type, caching, disposition, Optional.of(coding), varies);
  }

  Labels varying() {
    return new Labels(type, caching, disposition, coding, true);
  }

  /** An answer of the content, as far as the header goes. */
  Response ok(ResponseContent content) {
    Response answer =
        common(Response.of(HttpResponse.of(200, type.toString(), new byte[0])))
            .withContent(content);
    if (disposition.isPresent()) {
      answer = answer.header("Content-Disposition", disposition.get());
    }
    return coding.isPresent() ? answer.header("Content-Encoding", coding.get()) : answer;
  }

  /** 304, with what caches need of the header (RFC 9110 15.4.5). */
  Response unchanged() {
    return common(Response.of(HttpResponse.of(304)));
  }

  private Response common(Response bare) {
    Response answer = bare;
    if (caching.isPresent()) {
      answer = answer.header("Cache-Control", caching.get().toString());
    }
    return varies ? answer.header("Vary", "Accept-Encoding") : answer;
  }
}
