package dev.outrigger.cli.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Runs the JDK's own compiler in this process, against the libraries that this process runs on. */
final class SourceCompiler {
  private final JavaCompiler javac;

  private SourceCompiler(JavaCompiler javac) {
    this.javac = javac;
  }

  static SourceCompiler ofThisJdk() throws SourceError {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    if (javac == null) {
      throw new SourceError(
          "source files need a JDK, and " + System.getProperty("java.home") + " has no compiler");
    }
    return new SourceCompiler(javac);
  }

  /**
   * What came out.
   *
   * @param packageName of the program, empty for none
   * @param programClasses binary names of the classes in the program's own file
   */
  record Output(String packageName, Set<String> programClasses) {}

  /**
   * Compiles the file, and each neighbour that it needs, into a folder.
   *
   * @throws SourceError with javac's output when it doesn't compile
   */
  Output compile(SourceFolder source, Path classes) throws IOException, SourceError {
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, UTF_8)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      JavaFileObject program = files.getJavaFileObjects(source.file()).iterator().next();
      NeighbourSources neighbours =
          new NeighbourSources(files, program, byPackage(files, source.neighbours()));
      StringWriter said = new StringWriter();
      List<String> options =
          List.of(
              "--class-path",
              classPath(source),
              "-encoding",
              "UTF-8",
              "-g",
              "-parameters",
              "-proc:none");
      boolean compiled =
          javac.getTask(said, neighbours, null, options, null, List.of(program)).call();
      if (!compiled) {
        throw new SourceError(said.toString().strip());
      }
      String packageName = byPackage(files, List.of(source.file())).keySet().iterator().next();
      return new Output(packageName, neighbours.programClasses());
    }
  }

  private static String classPath(SourceFolder source) {
    return Stream.concat(
            Stream.of(System.getProperty("java.class.path")),
            source.libraries().stream().map(Path::toString))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Reads the package declarations. A file with a syntax error has a package all the same. */
  private Map<String, List<JavaFileObject>> byPackage(
      StandardJavaFileManager files, List<Path> sources) throws IOException {
    Map<String, List<JavaFileObject>> byPackage = new HashMap<>();
    if (sources.isEmpty()) {
      return byPackage;
    }
    JavacTask task =
        (JavacTask)
            javac.getTask(
                Writer.nullWriter(),
                files,
                _ -> {},
                List.of("-proc:none"),
                null,
                files.getJavaFileObjectsFromPaths(sources));
    for (CompilationUnitTree unit : task.parse()) {
      String name = unit.getPackageName() == null ? "" : unit.getPackageName().toString();
      byPackage.computeIfAbsent(name, _ -> new ArrayList<>()).add(unit.getSourceFile());
    }
    return byPackage;
  }
}
