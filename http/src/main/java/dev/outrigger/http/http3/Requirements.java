package dev.outrigger.http.http3;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.listen.Networks;
import dev.outrigger.http.listen.Place;
import dev.outrigger.http.peer.Addresses;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.tls.TlsVersion;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.Quic;
import io.netty.util.Version;
import java.util.Optional;

/** What HTTP/3 needs. Looked at before anything is opened. */
public final class Requirements {
  private Requirements() {}

  /**
   * Lets an endpoint with HTTP/3 pass.
   *
   * @throws BindFailedException if it lacks something; the message says what to do
   */
  public static void check(Endpoint endpoint, Optional<ServerTls> tls, Optional<Networks> proxies) {
    Place place = endpoint.place();
    if (!(place instanceof Place.Tcp tcp)) {
      throw failure(place, String.valueOf(place), "it needs a TCP address, whose port it shares");
    }
    String where = Addresses.text(tcp.address());
    if (tls.isEmpty()) {
      throw failure(place, where, "it needs TLS; give the endpoint one by withTls");
    }
    if (!tls.get().versions().contains(TlsVersion.TLS_1_3)) {
      throw failure(place, where, "it needs TLS 1.3, which withVersions leaves out");
    }
    if (proxies.isPresent()) {
      throw failure(
          place, where, "a PROXY header cannot come before QUIC; leave out one of the two");
    }
    String missing = missing();
    if (!missing.isEmpty()) {
      throw failure(place, where, missing);
    }
  }

  private static String missing() {
    try {
      if (Http3.supportedApplicationProtocols().length > 0 && Quic.isAvailable()) {
        return "";
      }
      return "QUIC's native library does not load here ("
          + Quic.unavailabilityCause()
          + "); add io.netty:netty-codec-native-quic with the classifier of this machine, or leave"
          + " out withHttp3";
    } catch (NoClassDefFoundError absent) {
      return "its library is not there; add io.netty:netty-codec-http3"
          + Optional.ofNullable(Version.identify().get("netty-common"))
              .map(netty -> ":" + netty.artifactVersion())
              .orElse(" in the version of Netty's other parts");
    }
  }

  private static BindFailedException failure(Place place, String where, String what) {
    return new BindFailedException(
        "cannot listen on " + where + " for HTTP/3: " + what, place, false);
  }
}
