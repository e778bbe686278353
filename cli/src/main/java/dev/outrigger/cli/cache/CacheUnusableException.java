package dev.outrigger.cli.cache;

import java.io.IOException;
import java.nio.file.Path;

/** Nothing can be kept; the message says where, why, and the way out. */
public final class CacheUnusableException extends IOException {
  private static final long serialVersionUID = 1;

  CacheUnusableException(Path root, IOException cause) {
    super(
        "cannot keep classes in %s (%s); set XDG_CACHE_HOME to a folder that can be written"
            .formatted(root, cause),
        cause);
  }
}
