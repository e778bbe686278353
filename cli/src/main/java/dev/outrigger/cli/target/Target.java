package dev.outrigger.cli.target;

import dev.outrigger.cli.source.CompiledProgram;
import dev.outrigger.cli.source.ProgramCache;
import dev.outrigger.cli.source.SourceError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is to be served, found on this machine. */
public sealed interface Target {
  /**
   * A source file.
   *
   * @param libraries that it uses
   */
  record Source(Path file, List<Path> libraries) implements Target {}

  /**
   * Classes that somebody has compiled.
   *
   * @param named as its user named it
   * @param roots jars and folders, in the order of a class path
   * @param className of the application; empty to look for it in the first of them
   */
  record Classes(String named, List<Path> roots, Optional<String> className) implements Target {}

  /** Of a class, with its package or without. */
  Pattern CLASS_NAME =
      Pattern.compile("\\p{javaJavaIdentifierStart}[\\p{javaJavaIdentifierPart}.]*");

  /**
   * Finds what somebody named: a source file, a jar, a folder with one of these or with classes, or
   * a class of the class path.
   *
   * @throws TargetError if there is no such thing, or nothing in it that can be served
   */
  static Target of(String named, List<Path> classPath) throws IOException, TargetError {
    Path path = Path.of(named);
    if (Files.isDirectory(path)) {
      return FolderSearch.of(path, classPath).only();
    }
    if (Files.isRegularFile(path)) {
      return file(named, path, classPath);
    }
    if (named.endsWith(".java") || named.endsWith(".jar") || !CLASS_NAME.matcher(named).matches()) {
      throw new TargetError("there is no file " + named + ClassPath.nearest(path));
    }
    if (classPath.isEmpty()) {
      throw new TargetError(
          "there is no file "
              + named
              + "; a class is found with --class-path, as in --class-path lib/shop.jar:classes");
    }
    return new Classes(named, ClassPath.withManifests(classPath), Optional.of(named));
  }

  private static Target file(String named, Path file, List<Path> classPath)
      throws IOException, TargetError {
    if (named.endsWith(".jar")) {
      return jar(file, classPath);
    }
    if (!named.endsWith(".java") || file.endsWith("module-info.java")) {
      throw new TargetError(
          named
              + " is no Java source file with a class and no jar; what can be served is one of"
              + " these, a folder with one, or the name of a class of the --class-path");
    }
    return new Source(file, classPath);
  }

  static Target jar(Path jar, List<Path> classPath) throws IOException, TargetError {
    List<Path> roots =
        ClassPath.withManifests(Stream.concat(Stream.of(jar), classPath.stream()).toList());
    return new Classes(jar.toString(), roots, Optional.empty());
  }

  /** Has it in the cache, ready to load. */
  default CompiledProgram load(ProgramCache cache) throws IOException, SourceError, TargetError {
    return switch (this) {
      case Source(Path file, List<Path> libraries) -> cache.compile(file, libraries);
      case Classes(String named, List<Path> roots, Optional<String> className) -> {
        ApplicationName wanted = new ApplicationName(named, roots, className);
        yield cache.keep(named, roots, wanted::find);
      }
    };
  }
}
