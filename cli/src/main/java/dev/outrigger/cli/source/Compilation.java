package dev.outrigger.cli.source;

import dev.outrigger.cli.cache.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compiles a program, once for each state of its sources.
 *
 * <p>The entry holds {@code classes/} and {@code resources/}: a link, at the depth of the program's
 * package, back to the folder of the source. So {@code Program.class.getResource("page.html")}
 * finds the file beside the source, as it is now, here and in pool workers, which know nothing but
 * a list of folders.
 */
record Compilation(SourceFolder source) implements Work<SourceError> {
  @Override
  public String fingerprint() throws IOException {
    return source.fingerprint();
  }

  @Override
  public boolean isWhole(Path entry) throws IOException {
    return ProgramCache.isWhole(entry);
  }

  @Override
  public void makeIn(Path folder) throws IOException, SourceError {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    SourceCompiler.Output output = SourceCompiler.ofThisJdk().compile(source, classes);
    Path resources = folder.resolve("resources");
    Path place =
        output.packageName().isEmpty()
            ? resources
            : resources.resolve(output.packageName().replace('.', '/'));
    Files.createDirectories(place.getParent());
    Files.createSymbolicLink(place, source.folder());
    List<Path> roots =
        Stream.concat(Stream.of(classes, resources), source.libraries().stream()).toList();
    ProgramCache.write(folder, roots, output.programClasses());
  }
}
