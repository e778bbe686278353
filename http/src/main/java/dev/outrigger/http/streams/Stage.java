package dev.outrigger.http.streams;

/**
 * How far a call has come: NEW -> OPEN -> ANSWERED -> GONE; OPEN -> SWITCHED -> ANSWERED. From all
 * of them -> GONE.
 */
public enum Stage {
  /** No header has come yet, or it is not known whether a body follows. */
  NEW,
  /** A handler runs, and its answer is not there yet. */
  OPEN,
  /** The stream carries another protocol. */
  SWITCHED,
  /** The answer is on its way, or the rest of the body. */
  ANSWERED,
  /** Nothing more goes on the stream, either way; a handler may still run. */
  GONE
}
