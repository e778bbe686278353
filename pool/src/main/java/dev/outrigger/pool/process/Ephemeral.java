package dev.outrigger.pool.process;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where things go that belong into the cache and find none: a folder that ends with this process.
 */
final class Ephemeral {
  private static @Nullable PrivateDirectory folder;

  private Ephemeral() {}

  static synchronized Path folder() throws IOException {
    PrivateDirectory known = folder;
    if (known == null) {
      PrivateDirectory made = PrivateDirectory.create();
      Runtime.getRuntime().addShutdownHook(new Thread(made::delete, "outrigger-unpacked-end"));
      known = made;
      folder = made;
    }
    return known.path();
  }

  /** Makes all of it look new. */
  static synchronized void touch() {
    if (folder != null) {
      folder.touch();
    }
  }
}
