package dev.outrigger.examples.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Another service, over HTTP. */
final class Accounts {
  private final URI uri;
  private final HttpClient client = HttpClient.newHttpClient();

  Accounts(URI uri) {
    this.uri = uri;
  }

  /** Tells of an order; whatever is thrown has the job tried again later. */
  void tell(String id, String order) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .header("Idempotency-Key", id)
            .header("User-Agent", "orders/" + ProcessHandle.current().pid())
            .POST(BodyPublishers.ofString(order))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("the accounts answered " + answer.statusCode());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("this process ends, another one will tell", e);
    }
  }
}
