package dev.outrigger.http.tls;

/** Whether clients have to show who they are. */
public enum ClientCertificates {
  /** They are not asked. */
  NONE,
  /** They are asked and may show none; one that is not trusted ends the handshake. */
  WANTED,
  /** Without one that is trusted there is no connection. */
  REQUIRED
}
