package dev.outrigger.cli.cache;

import dev.outrigger.pool.process.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A copy of a jar or a folder of classes as it is now. Programs run from copies: a deploy may write
 * over the original while processes load classes from it, which crashes a JVM that has it open, and
 * a replacement is to run what the other processes of its generation run. A hard link would do for
 * neither.
 *
 * <p>The folder of an entry holds one thing with the original's name, and {@code content}, a list
 * of all files in it with their sizes.
 */
public final class KeptCopy implements Work<IOException> {
  private final Path original;

  private KeptCopy(Path original) {
    this.original = original.toAbsolutePath().normalize();
  }

  /** The copy of a jar or a folder, made now or earlier. */
  public static Path of(Path original, CacheEntries cache) throws IOException {
    KeptCopy copy = new KeptCopy(original);
    return copy.in(cache.entry(copy));
  }

  @Override
  public String fingerprint() throws IOException {
    List<String> state = new ArrayList<>(FileState.of(original));
    state.add("copy");
    return Fingerprint.of(state);
  }

  @Override
  public boolean isWhole(Path entry) throws IOException {
    Path list = entry.resolve("content");
    return Files.isReadable(list)
        && Files.exists(in(entry))
        && Files.readAllLines(list).equals(content(in(entry)));
  }

  @Override
  public void makeIn(Path folder) throws IOException {
    Path copy = in(folder);
    for (Path file : FileState.files(original)) {
      Path to = file.equals(original) ? copy : copy.resolve(original.relativize(file));
      Files.createDirectories(to.getParent());
      Files.copy(file, to);
    }
    if (Files.isDirectory(original)) {
      // One without any file is on the class path all the same.
      Files.createDirectories(copy);
    }
    Files.write(folder.resolve("content"), content(copy));
  }

  private Path in(Path entry) {
    return entry.resolve("copy").resolve(original.getFileName());
  }

  private static List<String> content(Path copy) throws IOException {
    List<String> content = new ArrayList<>();
    for (Path file : FileState.files(copy)) {
      content.add(Files.size(file) + " " + copy.relativize(file));
    }
    return content;
  }
}
