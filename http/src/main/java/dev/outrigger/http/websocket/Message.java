package dev.outrigger.http.websocket;

/** A whole message, from however many frames. */
public sealed interface Message {
  /** One of text. */
  record Text(String text) implements Message {}

  /** One of bytes; the array belongs to whoever received it. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and a copy would cost
  record Binary(byte[] bytes) implements Message {
    @Override
    public String toString() {
      return "Binary[" + bytes.length + " bytes]";
    }
  }
}
