package dev.outrigger.supervisor.posix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Begins this process again in another folder. A JVM keeps to the folder that it was started in,
 * whatever chdir(2) says: only another one sees all paths alike. It has the same process id, so
 * whoever watches this one notices nothing.
 */
public final class WorkingFolder {
  private WorkingFolder() {}

  /**
   * Becomes a command there.
   *
   * @param without a variable of the environment that the command does not have
   * @throws IOException if there is no such folder, or the command can't be run; this process goes
   *     on then, and should end
   */
  public static void become(Path folder, List<String> command, String without) throws IOException {
    int _ = CLibrary.call("chdir", 1, folder.toString());
    int _ = CLibrary.call("unsetenv", 1, without);
    int _ = CLibrary.call("execv", 2, command.getFirst(), command);
  }
}
