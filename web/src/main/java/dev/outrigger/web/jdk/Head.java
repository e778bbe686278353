package dev.outrigger.web.jdk;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a handler said about its answer before the body.
 *
 * @param length of the body; 0 for none, -1 if it is not known
 */
record Head(int status, Map<String, List<String>> fields, long length) {
  /** What the server below decides about, or was told otherwise. */
  static final Set<String> SERVERS_OWN =
      Set.of("content-type", "content-length", "transfer-encoding", "connection", "date");

  String contentType() {
    // As com.sun.net.httpserver.Headers writes the name.
    return fields.getOrDefault("Content-type", List.of("")).getFirst();
  }
}
