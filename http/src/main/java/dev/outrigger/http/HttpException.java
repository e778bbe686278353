package dev.outrigger.http;

import java.util.Arrays;
import java.util.Objects;

/** A request that is answered with an error status. Whoever meets the error throws it. */
public class HttpException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String[] NO_FIELDS = {};

  private final int status;
  private final String detail;
  // name, value, name, value, ...
  private final String[] fields;

  /**
   * An error with its status.
   *
   * @param status 400 to 599
   * @param detail one sentence for the client; nothing internal
   */
  public HttpException(int status, String detail) {
    super(message(status, detail));
    this.status = status;
    this.detail = detail;
    this.fields = NO_FIELDS;
  }

  /**
   * The same for something that has failed.
   *
   * @param cause for the log; the client does not see it
   */
  public HttpException(int status, String detail, Throwable cause) {
    super(message(status, detail), Objects.requireNonNull(cause, "cause"));
    this.status = status;
    this.detail = detail;
    this.fields = NO_FIELDS;
  }

  private static String message(int status, String detail) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException(
          "an error has a status from 400 to 599, but this was " + status);
    }
    return status + " " + Objects.requireNonNull(detail, "detail");
  }

  private HttpException(HttpException other, String[] fields) {
    super(other.getMessage());
    this.status = other.status;
    this.detail = other.detail;
    this.fields = fields;
  }

  /**
   * This error, in a new exception, with one more header field for the client: {@code
   * WWW-Authenticate}, {@code Allow}, {@code Retry-After}.
   *
   * @throws IllegalArgumentException as of {@link HttpResponse#header(String, String)}
   */
  public HttpException withHeader(String name, String value) {
    var _ = response().header(name, value);
    String[] more = Arrays.copyOf(fields, fields.length + 2);
    more[fields.length] = name;
    more[fields.length + 1] = value;
    HttpException richer = new HttpException(this, more);
    richer.setStackTrace(getStackTrace());
    for (Throwable suppressed : getSuppressed()) {
      richer.addSuppressed(suppressed);
    }
    Throwable cause = getCause();
    if (cause != null) {
      Throwable _ = richer.initCause(cause);
    }
    return richer;
  }

  /** The status that the client gets. */
  public int status() {
    return status;
  }

  /** The sentence that the client gets. */
  public String detail() {
    return detail;
  }

  /** What the client gets: the sentence as plain text, and the header fields. */
  public HttpResponse response() {
    HttpResponse response = HttpResponse.text(status, detail + "\n");
    for (int i = 0; i < fields.length; i += 2) {
      response = response.header(fields[i], fields[i + 1]);
    }
    return response;
  }
}
