package dev.outrigger.cli.source;

import dev.outrigger.cli.cache.Work;
import dev.outrigger.pool.process.Fingerprint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of jars and folders that are copied already; looks for its application once.
 *
 * @param named as its user named it
 * @param roots the copies, which are named after what they hold
 */
record Gathering(String named, List<Path> roots, ProgramCache.ClassNames classNames)
    implements Work<SourceError> {
  @Override
  public String fingerprint() {
    List<String> parts = new ArrayList<>(List.of("program", named));
    roots.forEach(root -> parts.add(root.toString()));
    return Fingerprint.of(parts);
  }

  @Override
  public boolean isWhole(Path entry) throws IOException {
    return ProgramCache.isWhole(entry);
  }

  @Override
  public void makeIn(Path folder) throws IOException, SourceError {
    ProgramCache.write(folder, roots, classNames.in(roots));
  }
}
