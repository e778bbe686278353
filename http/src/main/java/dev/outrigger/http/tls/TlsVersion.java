package dev.outrigger.http.tls;

/** A version of TLS that is still thought safe. */
public enum TlsVersion {
  /** RFC 8446. */
  TLS_1_3("TLSv1.3"),
  /** RFC 5246. */
  TLS_1_2("TLSv1.2");

  private final String protocol;

  TlsVersion(String protocol) {
    this.protocol = protocol;
  }

  /** Its name in the JDK: {@code TLSv1.3}. */
  public String protocol() {
    return protocol;
  }
}
