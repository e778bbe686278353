package dev.outrigger.cli.source;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Offers the neighbours of a source file to javac as its source path. javac's own source path wants
 * a folder for each package; a program of a few files lies in one folder, whatever package it
 * declares. So a file counts as a member of the package that it declares, wherever it lies.
 */
final class NeighbourSources extends ForwardingJavaFileManager<JavaFileManager> {
  private final Map<String, List<JavaFileObject>> neighboursByPackage;
  private final JavaFileObject program;
  private final Set<String> programClasses = new TreeSet<>();

  NeighbourSources(
      JavaFileManager files,
      JavaFileObject program,
      Map<String, List<JavaFileObject>> neighboursByPackage) {
    super(files);
    this.program = program;
    this.neighboursByPackage = neighboursByPackage;
  }

  /** Binary names of the classes that came from the program's file, and not from a neighbour. */
  Set<String> programClasses() {
    return programClasses;
  }

  @Override
  public boolean hasLocation(Location location) {
    return location == StandardLocation.SOURCE_PATH || super.hasLocation(location);
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    if (location != StandardLocation.SOURCE_PATH) {
      return super.list(location, packageName, kinds, recurse);
    }
    return kinds.contains(JavaFileObject.Kind.SOURCE)
        ? neighboursByPackage.getOrDefault(packageName, List.of())
        : List.of();
  }

  @Override
  public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
    if (location != StandardLocation.SOURCE_PATH) {
      return super.inferBinaryName(location, file);
    }
    return neighboursByPackage.entrySet().stream()
        .filter(entry -> entry.getValue().contains(file))
        .map(entry -> binaryName(entry.getKey(), file))
        .findFirst()
        .orElse(null);
  }

  /** Nothing by name: a {@code module-info} beside the program would turn it into a module. */
  @Override
  public @Nullable JavaFileObject getJavaFileForInput(
      Location location, String className, JavaFileObject.Kind kind) throws IOException {
    return location == StandardLocation.SOURCE_PATH
        ? null
        : super.getJavaFileForInput(location, className, kind);
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject madeFrom)
      throws IOException {
    if (Optional.ofNullable(madeFrom).filter(this::isProgram).isPresent()) {
      programClasses.add(className);
    }
    return super.getJavaFileForOutput(location, className, kind, madeFrom);
  }

  private boolean isProgram(FileObject source) {
    return source.toUri().equals(program.toUri());
  }

  private static String binaryName(String packageName, JavaFileObject file) {
    String path = file.getName();
    String simpleName =
        path.substring(
            Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1,
            path.length() - ".java".length());
    return packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
  }
}
