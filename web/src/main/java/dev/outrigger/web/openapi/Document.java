package dev.outrigger.web.openapi;

import dev.outrigger.runtime.Blocking;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.files.Content;
import dev.outrigger.web.headers.CacheControl;
import dev.outrigger.web.headers.MediaType;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The document of one application, written when it is asked for first: all routes are known then,
 * and who never asks does not pay. That takes a moment, so it is done beside the loop.
 */
final class Document {
  private final OpenApi options;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile @Nullable Written written;

  Document(OpenApi options) {
    this.options = options;
  }

  private record Written(Content json, Content yaml) {}

  Response json(Request request) throws Exception {
    return written(request).json().answer(request);
  }

  Response yaml(Request request) throws Exception {
    return written(request).yaml().answer(request);
  }

  private Written written(Request request) throws Exception {
    Written known = written;
    return known != null ? known : Blocking.call(() -> once(request));
  }

  private Written once(Request request) {
    writing.lock();
    try {
      Written known = written;
      if (known == null) {
        known = write(request);
        written = known;
      }
      return known;
    } finally {
      writing.unlock();
    }
  }

  private Written write(Request request) {
    OpenAPI document = new DocumentWriter(options, request.jsonMapper()).write(request.routes());
    options.edit().accept(document);
    return new Written(
        content(MediaType.JSON, Json31.mapper().writeValueAsBytes(document)),
        content(MediaType.of("application", "yaml"), Yaml31.mapper().writeValueAsBytes(document)));
  }

  private static Content content(MediaType type, byte[] bytes) {
    return Content.of(type, bytes).cacheControl(CacheControl.noCache());
  }
}
