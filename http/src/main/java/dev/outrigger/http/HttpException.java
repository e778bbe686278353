package dev.outrigger.http;

import java.util.Objects;

/** A request that is answered with an error status. Whoever meets the error throws it. */
public class HttpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String detail;

  /**
   * An error with its status.
   *
   * @param status 400 to 599
   * @param detail one sentence for the client; nothing internal
   */
  public HttpException(int status, String detail) {
    super(status + " " + Objects.requireNonNull(detail, "detail"));
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException(
          "an error has a status from 400 to 599, but this was " + status);
    }
    this.status = status;
    this.detail = detail;
  }

  /** The status that the client gets. */
  public int status() {
    return status;
  }

  /** The sentence that the client gets. */
  public String detail() {
    return detail;
  }
}
