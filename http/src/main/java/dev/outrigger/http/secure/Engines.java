package dev.outrigger.http.secure;

import dev.outrigger.http.tls.TlsConfigurationException;
import dev.outrigger.http.tls.TlsEngine;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/** Finds the engine that was asked for. */
final class Engines {
  private Engines() {}

  static SslProvider provider(TlsEngine engine) {
    return switch (engine) {
      case JDK -> SslProvider.JDK;
      case BEST -> OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
      case BORINGSSL -> {
        if (!OpenSsl.isAvailable()) {
          throw new TlsConfigurationException(
              "BoringSSL was asked for, but its library does not load; add"
                  + " io.netty:netty-tcnative-boringssl-static with the classifier of this machine,"
                  + " or choose TlsEngine.BEST",
              OpenSsl.unavailabilityCause());
        }
        yield SslProvider.OPENSSL_REFCNT;
      }
    };
  }
}
