package dev.outrigger.http.exchange;

import java.io.IOException;

/** Nobody takes the answer any more. */
final class ClientGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  ClientGoneException() {
    super("the client takes no more of the answer: its connection is gone");
  }
}
