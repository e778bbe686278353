package dev.outrigger.web.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.listen.Networks;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.RawServer;
import dev.outrigger.web.headers.Forwarded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who asks, told by proxies that are trusted, and by strangers. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class TrustedProxiesTest {
  private static final String[] FIELDS = {
    "X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: https", "X-Forwarded-Host: a.example"
  };

  @Parameter private TaskBackend backend;

  private RawServer serve(String network) throws Exception {
    return RawServer.start(
        backend,
        app -> {
          app.use(TrustedProxies.in(Networks.of(network), Forwarded.Fields.X_FORWARDED));
          app.get(
              "/",
              request ->
                  TrustedProxies.client(request).getHostAddress()
                      + " "
                      + TrustedProxies.scheme(request)
                      + " "
                      + TrustedProxies.isSecure(request)
                      + " "
                      + TrustedProxies.authority(request));
        });
  }

  @Test
  void aTrustedProxyIsBelieved() throws Exception {
    try (var server = serve("127.0.0.0/8")) {
      assertThat(server.get("/", FIELDS).body()).isEqualTo("192.0.2.7 https true a.example");
      assertThat(server.get("/").body()).isEqualTo("127.0.0.1 http false localhost");
    }
  }

  @Test
  void aStrangerIsNot() throws Exception {
    try (var server = serve("10.0.0.0/8")) {
      assertThat(server.get("/", FIELDS).body()).isEqualTo("127.0.0.1 http false localhost");
    }
  }

  @Test
  void withoutTheMiddlewareNobodyIs() throws Exception {
    try (var server =
        RawServer.start(backend, app -> app.get("/", r -> TrustedProxies.scheme(r)))) {
      assertThat(server.get("/", FIELDS).body()).isEqualTo("http");
    }
  }
}
