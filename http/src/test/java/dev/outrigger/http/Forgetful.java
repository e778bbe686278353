package dev.outrigger.http;

/** A protocol that fails when it is asked whether it is over. */
public final class Forgetful extends Parrot {
  @Override
  public boolean isOver() {
    throw new IllegalStateException("forgotten");
  }
}
