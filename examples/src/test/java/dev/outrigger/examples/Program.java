package dev.outrigger.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * One of examples/runtime or examples/http, running in a process of its own, as the launcher would
 * start it.
 */
final class Program implements AutoCloseable {
  private static final Path CLASSES = compile();

  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static Program start(TaskBackend backend, String name, String... arguments) throws IOException {
    return start(backend, List.of(), name, arguments);
  }

  static Program start(TaskBackend backend, List<String> flags, String name, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (backend == TaskBackend.LOOP_CARRIED) {
      command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
    }
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(flags);
    command.addAll(List.of("-cp", CLASSES + ":" + System.getProperty("java.class.path"), name));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(CLASSES, name, ".txt");
    return new Program(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output.toFile()))
            .start(),
        output);
  }

  /** Waits for its end, and gives all that it said. */
  String endsWith(int status) throws Exception {
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(output()).isTrue();
    assertThat(process.exitValue()).as(output()).isEqualTo(status);
    return output();
  }

  void says(String text) throws Exception {
    Await.until(
        "it says " + text,
        () -> {
          assertThat(process.isAlive() || output().contains(text)).as(output()).isTrue();
          return output().contains(text);
        });
  }

  void signal(String name) throws Exception {
    String pid = String.valueOf(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** With all warnings, none of which a reader is to copy. */
  private static Path compile() {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, UTF_8);
        Stream<Path> ofRuntime = Files.list(Path.of("runtime"));
        Stream<Path> ofHttp = Files.list(Path.of("http"))) {
      Path classes = Files.createDirectories(Path.of("target", "programs"));
      Writer said = new StringWriter();
      List<String> options =
          List.of(
              "-Xlint:all",
              "-Werror",
              "-proc:none",
              "-cp",
              System.getProperty("java.class.path"),
              "-d",
              classes.toString());
      boolean compiled =
          javac
              .getTask(
                  said,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjects(Stream.concat(ofRuntime, ofHttp).toArray(Path[]::new)))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
