package dev.outrigger.cli.target;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/**
 * The class files of jars and folders, read as files: no class is loaded.
 *
 * <p>Threading: one thread at a time.
 */
final class OpenRoots implements AutoCloseable {
  private static final String ENDING = ".class";

  private final List<FileSystem> jars = new ArrayList<>();
  private final List<Path> tops = new ArrayList<>();

  private OpenRoots() {}

  static OpenRoots of(List<Path> roots) throws IOException, TargetError {
    OpenRoots open = new OpenRoots();
    for (Path root : roots) {
      if (Files.isDirectory(root)) {
        open.tops.add(root);
      } else {
        open.openJar(root);
      }
    }
    return open;
  }

  private void openJar(Path jar) throws IOException, TargetError {
    try {
      FileSystem files = FileSystems.newFileSystem(jar);
      jars.add(files);
      tops.add(files.getRootDirectories().iterator().next());
    } catch (IOException | RuntimeException e) {
      close();
      throw new TargetError(jar + " is no jar that can be read: " + e.getMessage());
    }
  }

  /** Internal names of all classes of a root, as {@code com/acme/Shop}. */
  List<String> names(int root) throws IOException {
    ClassFiles found = new ClassFiles(tops.get(root));
    Files.walkFileTree(tops.get(root), found);
    return found.names.stream().sorted().toList();
  }

  /** Looks only where a package may be: somebody may name their home folder. */
  private static final class ClassFiles extends SimpleFileVisitor<Path> {
    private final Path top;
    private final List<String> names = new ArrayList<>();

    ClassFiles(Path top) {
      this.top = top;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.equals(top) || SourceVersion.isIdentifier(name(folder))
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String path = top.relativize(file).toString().replace('\\', '/');
      // Of what is no class with a name of its own, the names hold a hyphen.
      if (path.endsWith(ENDING) && !name(file).contains("-")) {
        names.add(path.substring(0, path.length() - ENDING.length()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException hidden) {
      return FileVisitResult.CONTINUE;
    }

    private static String name(Path path) {
      String name = String.valueOf(path.getFileName());
      return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }
  }

  int count() {
    return tops.size();
  }

  /** The first class of this name: here, or else among those of this process. */
  Optional<ClassModel> find(String name) throws IOException {
    for (Path top : tops) {
      Path file = top.resolve(name + ENDING);
      if (Files.isRegularFile(file)) {
        return parse(Files.readAllBytes(file));
      }
    }
    try (InputStream own = OpenRoots.class.getResourceAsStream("/" + name + ENDING)) {
      return own == null ? Optional.empty() : parse(own.readAllBytes());
    }
  }

  private static Optional<ClassModel> parse(byte[] bytes) {
    try {
      return Optional.of(ClassFile.of().parse(bytes));
    } catch (IllegalArgumentException newerOrBroken) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    for (FileSystem jar : jars) {
      jar.close();
    }
  }
}
