package dev.outrigger.bench.web;

import dev.outrigger.bench.load.ServerProcess;
import dev.outrigger.bench.load.WrongAnswerException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;

/** Whether a framework really validates: nobody is to win by letting everything pass. */
final class Refusals {
  private Refusals() {}

  /**
   * Sends each body that is not valid once.
   *
   * @throws WrongAnswerException if one is not answered with a status from 400 to 499
   */
  static void check(ServerProcess server) throws IOException {
    OptionalInt port = server.port(WebWork.VALIDATED);
    if (port.isEmpty()) {
      return;
    }
    for (Map.Entry<String, String> body : WebRequests.REFUSED.entrySet()) {
      int status = post(port.getAsInt(), body.getValue());
      if (status < 400 || status > 499) {
        throw new WrongAnswerException(
            server.name() + " answered " + body.getKey() + " with status " + status);
      }
    }
  }

  private static int post(int port, String body) throws IOException {
    var connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/validated").toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.US_ASCII));
    }
    int status = connection.getResponseCode();
    connection.disconnect();
    return status;
  }
}
