package dev.outrigger.web.auth;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Where an issuer publishes its keys. */
record KeyAddress(URI address, HttpClient client) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long LONGEST = 1 << 20;
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  static KeyAddress of(URI address) {
    String host = String.valueOf(address.getHost());
    boolean isPlain = "http".equals(address.getScheme()) && HERE.contains(host);
    if (!"https".equals(address.getScheme()) && !isPlain) {
      throw new IllegalArgumentException(
          "Keys of tokens are not fetched from "
              + address
              + ": who can change them on the way could sign any; take https");
    }
    // A redirection could lead to an address without TLS.
    var client =
        HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(Redirect.NEVER).build();
    return new KeyAddress(address, client);
  }

  CompletableFuture<JWKSet> fetch() {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Accept", "application/jwk-set+json, application/json")
            .build();
    return client
        .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST))
        .thenApply(this::keys);
  }

  private JWKSet keys(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new IllegalArgumentException(address + " answered " + answer.statusCode());
    }
    return KeySets.parse(answer.body(), address.toString());
  }
}
