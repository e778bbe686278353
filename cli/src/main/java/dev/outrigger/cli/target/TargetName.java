package dev.outrigger.cli.target;

import dev.outrigger.cli.source.CompiledProgram;
import dev.outrigger.cli.source.ProgramCache;
import dev.outrigger.cli.source.SourceError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is to be served, as a user names it.
 *
 * @param named a file, a folder or a class
 * @param classPath jars and folders of classes, as {@code java} takes them
 */
public record TargetName(String named, Optional<String> classPath) {
  /** A source file without libraries. */
  public static TargetName of(Path file) {
    return new TargetName(file.toString(), Optional.empty());
  }

  /** For people: without the folders before it. */
  public String title() {
    return Path.of(named).toAbsolutePath().normalize().getFileName().toString();
  }

  /**
   * Looks for it.
   *
   * @throws TargetError if it is nothing that can be served
   */
  public Target find() throws IOException, TargetError {
    return Target.of(named, classPath.isPresent() ? ClassPath.read(classPath.get()) : List.of());
  }

  /** Fails now if the server processes would, as far as that can be known without a compiler. */
  public void check() throws IOException, SourceError, TargetError {
    if (find() instanceof Target.Classes classes) {
      CompiledProgram _ = classes.load(ProgramCache.ofUser());
    }
  }

  /** Compiles or copies it, unless that was done before. */
  public LoadedProgram load() throws IOException, SourceError, TargetError {
    return load(Optional.empty());
  }

  /**
   * The same, but as others have it, if that is still there.
   *
   * @param entry of the cache where they found it
   */
  public LoadedProgram load(Optional<String> entry) throws IOException, SourceError, TargetError {
    ProgramCache cache = ProgramCache.ofUser();
    Optional<CompiledProgram> before =
        entry.isPresent() ? cache.find(named, Path.of(entry.get())) : Optional.empty();
    return LoadedProgram.of(before.isPresent() ? before.get() : find().load(cache), cache);
  }
}
