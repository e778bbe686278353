package dev.outrigger.pool.process;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where things go that belong into the cache and find none: a folder that ends with this process.
 */
final class Ephemeral {
  private static @Nullable Path folder;

  private Ephemeral() {}

  static synchronized Path folder() throws IOException {
    Path known = folder;
    if (known == null) {
      PrivateDirectory made = PrivateDirectory.create();
      Runtime.getRuntime().addShutdownHook(new Thread(made::delete, "outrigger-unpacked-end"));
      known = made.path();
      folder = known;
    }
    return known;
  }
}
