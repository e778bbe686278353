package dev.outrigger.cli.output;

import dev.outrigger.cli.source.SourceError;
import dev.outrigger.cli.target.TargetError;
import dev.outrigger.web.RouteException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;

/** What a command says when it fails for a reason that its user can mend. */
public final class Failures {
  private Failures() {}

  /**
   * Says it, without a stack trace.
   *
   * @return the exit status
   * @throws Exception the problem itself, if it is a bug
   */
  public static int tell(Exception problem, PrintWriter err) throws Exception {
    int status =
        switch (problem) {
          case UserError e -> e.status();
          case InvalidPathException _ -> UserError.MISUSED;
          case RouteException _, TargetError _, SourceError _ -> UserError.FAILED;
          default -> throw problem;
        };
    err.println(
        switch (problem) {
          // A compiler's message begins with its file.
          case SourceError e -> e.getMessage();
          // Letters that are not of the locale, which is that of containers without one.
          case InvalidPathException e ->
              "outrigger: '%s' can't be the name of a file here (%s); with LC_ALL=C.UTF-8 it may be"
                  .formatted(e.getInput(), e.getReason());
          default -> "outrigger: " + problem.getMessage();
        });
    err.flush();
    return status;
  }
}
