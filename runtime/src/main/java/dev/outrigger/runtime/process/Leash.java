package dev.outrigger.runtime.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** A shell that waits at the other end of a pipe, and kills the family when the pipe breaks. */
final class Leash {
  private static final String HOLD = "read -r _ || kill -s KILL -- \"$1\" || kill -s KILL \"$2\"";

  private final OutputStream pipe;

  private Leash(OutputStream pipe) {
    this.pipe = pipe;
  }

  static Leash on(Family family, List<String> ownSession) throws IOException {
    List<String> shell =
        List.of(
            "/bin/sh",
            "-c",
            HOLD,
            "leash",
            String.valueOf(family.target()),
            String.valueOf(Math.abs(family.target())));
    ProcessBuilder builder =
        new ProcessBuilder(Launch.joined(ownSession, shell))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    return new Leash(builder.start().getOutputStream());
  }

  /** The family is gone. */
  void release() {
    try (pipe) {
      pipe.write('\n');
    } catch (IOException _) {
      // Somebody has killed the shell: nothing is left to be released.
    }
  }
}
