package dev.outrigger.pool.memory;

import dev.outrigger.pool.wire.ProtocolException;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Names a shared file on the wire: never by a path, so that nobody can point outside of the two
 * folders.
 *
 * @param inMemory in the folder on the shared-memory file system, or else in the one for files
 * @param name of the file in its folder
 * @param bytes its length
 */
public record Ref(boolean inMemory, String name, long bytes) implements Serializable {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");

  /** Refuses a name that is none of ours; it may come from the other side. */
  public Ref checked() throws ProtocolException {
    if (bytes < 0 || !NAME.matcher(name).matches()) {
      throw new ProtocolException("\"" + name + "\" of " + bytes + " bytes is no shared file");
    }
    return this;
  }
}
