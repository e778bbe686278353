package dev.outrigger.http.syntax;

/**
 * What came is no HTTP, or HTTP that two parsers might read differently. Without a stack: it is the
 * client's fault, and there may be very many.
 */
public final class MalformedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  public MalformedException(String reason) {
    this(400, reason);
  }

  public MalformedException(int status, String reason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }

  /** The status that the client gets. */
  public int status() {
    return status;
  }

  /** What is wrong, for the client and the log. */
  public String reason() {
    return reason;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
