package dev.outrigger.http.tls;

/** A certificate or a key that can't be used; the message names the file and the reason. */
public final class TlsConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with what. */
  public TlsConfigurationException(String message) {
    super(message);
  }

  /** What is wrong with what, as something else has found out. */
  public TlsConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
