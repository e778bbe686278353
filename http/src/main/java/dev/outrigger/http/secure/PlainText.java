package dev.outrigger.http.secure;

/** Told along a pipeline: the client speaks HTTP without TLS. Its words come after. */
public enum PlainText {
  /** It does. */
  SPOKEN
}
