package dev.outrigger.runtime.process;

import java.io.IOException;

/** A program wrote more than was to be kept, and was killed. */
public final class OutputLimitException extends IOException {
  OutputLimitException(Command command, String stream, int limit) {
    super(
        "\""
            + command
            + "\" was killed: it wrote more than "
            + limit
            + " bytes to its "
            + stream
            + "; raise captureAtMost, send it to a file, or start() it and read as it comes");
  }
}
