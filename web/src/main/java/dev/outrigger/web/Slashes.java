package dev.outrigger.web;

/** What becomes of a path that has a slash at its end where its route has none, or the reverse. */
public enum Slashes {
  /** The client is sent to the path of the route, by status 308. */
  REDIRECT,
  /** It is the same path. */
  IGNORE,
  /** It is another path: 404. */
  STRICT
}
