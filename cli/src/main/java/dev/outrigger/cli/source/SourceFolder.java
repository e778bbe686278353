package dev.outrigger.cli.source;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A source file and its neighbours: the {@code .java} files of the same folder, which it may use.
 *
 * @param file the file to run, as its user named it
 * @param libraries jars and folders of classes that it may use beside those of this process
 */
record SourceFolder(Path file, List<Path> libraries) {

  Path folder() {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return parent == null ? file.toAbsolutePath().getRoot() : parent;
  }

  /**
   * All source files of the folder except {@code file} and a module declaration, in a fixed order.
   */
  List<Path> neighbours() throws IOException {
    try (Stream<Path> entries = Files.list(folder())) {
      return entries
          .filter(path -> path.getFileName().toString().endsWith(".java"))
          .filter(path -> !path.endsWith("module-info.java"))
          .filter(path -> !path.getFileName().equals(file.getFileName()))
          .filter(Files::isRegularFile)
          .map(path -> file.resolveSibling(path.getFileName()))
          .sorted()
          .toList();
    }
  }

  /**
   * A name for everything that the compiled classes depend on: the sources and where they lie, the
   * JDK, and the libraries. Neighbours count whether used or not: which are used is known only to
   * javac, and not starting javac is the point.
   */
  String fingerprint() throws IOException {
    MessageDigest digest = sha256();
    add(digest, Runtime.version().toString());
    add(digest, file.toAbsolutePath().normalize().toString());
    digest.update(Files.readAllBytes(file));
    for (Path neighbour : neighbours()) {
      add(digest, neighbour.toString());
      digest.update(Files.readAllBytes(neighbour));
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      addLibrary(digest, Path.of(entry));
    }
    for (Path library : libraries) {
      addLibrary(digest, library);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static void addLibrary(MessageDigest digest, Path library) throws IOException {
    add(digest, library.toAbsolutePath().toString());
    if (Files.isRegularFile(library)) {
      add(digest, Files.size(library) + " " + Files.getLastModifiedTime(library));
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has SHA-256", impossible);
    }
  }
}
