package dev.outrigger.web.sessions;

import dev.outrigger.http.HttpException;

/**
 * A session that can't take more. It answers 413 where nobody catches it, as it is mostly visitors
 * who fill theirs. The way out: keep ids in the session and the data elsewhere, or use {@link
 * Sessions#stored}, which takes more.
 */
public final class SessionFullException extends HttpException {
  private static final long serialVersionUID = 1L;

  SessionFullException(String name, String what, int size, int limit) {
    super(
        413,
        "The session can't take \""
            + name
            + "\": with it, "
            + what
            + " would have "
            + size
            + " characters, and the most is "
            + limit);
  }
}
