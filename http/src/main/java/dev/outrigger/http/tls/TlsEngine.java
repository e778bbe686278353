package dev.outrigger.http.tls;

/** Who does the cryptography. */
public enum TlsEngine {
  /**
   * BoringSSL where its library is, which is about twice as fast, else the JDK. The library is
   * {@code io.netty:netty-tcnative-boringssl-static}.
   */
  BEST,
  /** BoringSSL; a server that does not find its library does not start. */
  BORINGSSL,
  /** The JDK. */
  JDK
}
