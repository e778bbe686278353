package dev.outrigger.web.openapi;

import dev.outrigger.web.testclient.TestRequest;
import tools.jackson.databind.JsonNode;

/**
 * A request that was made from a document.
 *
 * @param operation that it is for
 * @param pointer where that stands in the document
 * @param broken what is wrong with it; empty for nothing
 */
record MadeRequest(JsonNode operation, String pointer, String broken, TestRequest request) {

  @Override
  public String toString() {
    return request
        + (broken.isEmpty() ? "" : ", with " + broken)
        + ", "
        + request.headers().first("Content-Type").orElse("without a body")
        + " "
        + new String(request.body(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
