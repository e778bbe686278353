package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Classes and jars as a build would make them. */
public final class Jars {
  private Jars() {}

  /** The source of an application that answers {@code /ping} with a word and its process id. */
  public static String application(String packageName, String name, String word) {
    return """
    package %s;

    public class %s implements dev.outrigger.web.Application {
      @Override
      public void configure(dev.outrigger.web.App app) {
        app.get("/ping", request -> "%s " + ProcessHandle.current().pid());
        app.get("/late", request -> Late.word() + " " + ProcessHandle.current().pid());
        app.get("/work", request -> request.offload(%2$s::work, 20));
      }

      static int work(int n) {
        return n + 1;
      }

      static class Late {
        static String word() {
          return "%3$s";
        }
      }
    }
    """
        .formatted(packageName, name, word);
  }

  /** Compiles source texts, named as {@code com.acme.Shop}, against a class path and our own. */
  public static Path compile(Path folder, Map<String, String> sources, Path... classPath)
      throws IOException {
    Path aside = Files.createTempDirectory("sources");
    List<String> words =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-d",
                Files.createDirectories(folder).toString(),
                "-cp",
                String.join(
                    ":",
                    Stream.concat(
                            Stream.of(classPath).map(Path::toString),
                            Stream.of(System.getProperty("java.class.path")))
                        .toList())));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = aside.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      words.add(Files.writeString(file, source.getValue()).toString());
    }
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    assertThat(javac.run(null, null, null, words.toArray(String[]::new))).isZero();
    return folder;
  }

  /** Packs a folder, over whatever is there under the jar's name. */
  public static Path pack(Path jar, Path classes, Map<String, String> attributes)
      throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach(
        (name, value) -> manifest.getMainAttributes().put(new Attributes.Name(name), value));
    Files.createDirectories(jar.toAbsolutePath().getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        entries.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
    return jar;
  }
}
