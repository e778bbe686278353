package dev.outrigger.runtime;

/** Thrown at a wait of Outrigger's own when the scope around it has been cancelled. */
public final class CancelledException extends RuntimeException {
  private final transient Cancellation cancellation;

  CancelledException(Cancellation cancellation) {
    super(cancellation.reason());
    this.cancellation = cancellation;
  }

  /** Who cancelled the scope, and why. */
  public Cancellation cancellation() {
    return cancellation;
  }
}
