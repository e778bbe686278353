package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One program, started in each of the ways that Java knows, with the packaged jar. */
class LaunchFormsIT {
  private static final Path JAR = Path.of(System.getProperty("outrigger.pool.jar"));
  private static final String BODY =
      """
      import dev.outrigger.pool.ProcessPool;
      import java.io.Serializable;

      class Main {
        record Point(int x, int y) implements Serializable {}

        static Point twice(Point point) {
          return new Point(2 * point.x(), 2 * point.y());
        }

        public static void main(String[] arguments) throws Exception {
          try (ProcessPool pool = ProcessPool.builder().size(1).build()) {
            System.out.println(pool.call(Main::twice, new Point(1, 2)));
            String captured = "a lambda ";
            System.out.println(pool.call(() -> captured + Helper.word()));
          }
        }
      }
      """;
  private static final String HELPER =
      """
      class Helper {
        static String word() {
          return "with help";
        }
      }
      """;
  private static final String[] RESULTS = {"Point[x=2, y=4]", "a lambda with help"};

  @TempDir private Path folder;
  private Path sources = Path.of("");

  @BeforeEach
  void write() throws IOException {
    sources = Files.createDirectories(folder.resolve("src"));
    Files.writeString(sources.resolve("Main.java"), "package app.hidden;\n" + BODY);
    Files.writeString(sources.resolve("Helper.java"), "package app.hidden;\n" + HELPER);
  }

  @Test
  void fromAClassPath() throws Exception {
    compile("-cp", JAR.toString());
    assertThat(java("-cp", JAR + File.pathSeparator + folder.resolve("out"), "app.hidden.Main"))
        .contains(RESULTS);
  }

  @Test
  void fromAModulePathOutOfAPackageThatIsNeitherExportedNorOpen() throws Exception {
    Files.writeString(
        sources.resolve("module-info.java"), "module app { requires dev.outrigger.pool; }");
    compile("-p", JAR.toString());
    String modules = JAR + File.pathSeparator + folder.resolve("out");
    assertThat(java("-p", modules, "-m", "app/app.hidden.Main")).contains(RESULTS);
  }

  @Test
  void fromAModulePathWithServicesThatOnlyTheModuleTellsOf() throws Exception {
    Files.writeString(
        sources.resolve("module-info.java"),
        """
        module app {
          requires dev.outrigger.pool;
          uses app.hidden.Services.Greeting;
          provides app.hidden.Services.Greeting with
              app.hidden.Services.Plain,
              app.hidden.Services.ByMethod;
        }
        """);
    Files.writeString(
        sources.resolve("Services.java"),
        """
        package app.hidden;

        import dev.outrigger.pool.ProcessPool;
        import java.util.ServiceLoader;

        public class Services {
          public interface Greeting {}

          public static class Plain implements Greeting {}

          public static class ByMethod {
            public static Greeting provider() {
              return new Plain();
            }
          }

          static String found() {
            StringBuilder all = new StringBuilder("found");
            for (Greeting greeting : ServiceLoader.load(Greeting.class)) {
              all.append(' ').append(greeting.getClass().getSimpleName());
            }
            return all.toString();
          }

          public static void main(String[] arguments) throws Exception {
            try (ProcessPool pool = ProcessPool.builder().size(1).build()) {
              System.out.println("here: " + found());
              System.out.println("in a worker: " + pool.call(Services::found));
            }
          }
        }
        """);
    compile("-p", JAR.toString());
    String modules = JAR + File.pathSeparator + folder.resolve("out");
    assertThat(java("-p", modules, "-m", "app/app.hidden.Services"))
        .contains("here: found Plain Plain", "in a worker: found Plain");
  }

  @Test
  void fromASourceFile() throws Exception {
    Path file = Files.writeString(folder.resolve("Main.java"), BODY + HELPER);
    assertThat(java("-cp", JAR.toString(), file.toString())).contains(RESULTS);
  }

  @Test
  void fromASourceFileWhoseFunctionsComeWrapped() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("Wrapped.java"),
            """
            import dev.outrigger.pool.ProcessPool;
            import java.util.List;

            class Wrapped {
              interface Greeter {
                String greet(String name);
              }

              static class Polite implements Greeter {
                public String greet(String name) {
                  return "dear " + name;
                }
              }

              public static void main(String[] arguments) throws Exception {
                try (ProcessPool pool = ProcessPool.builder().size(1).build()) {
                  System.out.println(pool.map(n -> n + 1, List.of(1, 2)).toList());
                }
                try (ProcessPool pool = ProcessPool.builder().size(1).build();
                    var actor = pool.actor(Greeter.class, Polite::new)) {
                  System.out.println(actor.proxy().greet("worker"));
                }
              }
            }
            """);
    assertThat(java("-cp", JAR.toString(), file.toString())).contains("[2, 3]", "dear worker");
  }

  @Test
  void fromSourceFilesThatFindEachOther() throws Exception {
    Path file = Files.writeString(folder.resolve("Main.java"), BODY);
    Files.writeString(folder.resolve("Helper.java"), HELPER);
    assertThat(java("-cp", JAR.toString(), file.toString())).contains(RESULTS);
  }

  @Test
  void fromAnExecutableJarOfSpringBoot() throws Exception {
    compile("-cp", JAR.toString());
    Path jar = new BootJar(JAR, folder.resolve("out")).writeTo(folder.resolve("a b+c.jar"));
    assertThat(java("-jar", jar.toString())).contains(RESULTS);
    assertThat(folder.resolve("cache/outrigger/unpacked")).isDirectory();
    assertThat(java("-jar", jar.toString())).contains(RESULTS);
  }

  @Test
  void fromAnExecutableJarThoughNoCacheCanBeWritten() throws Exception {
    compile("-cp", JAR.toString());
    Files.createFile(folder.resolve("cache"));
    Path jar = new BootJar(JAR, folder.resolve("out")).writeTo(folder.resolve("app.jar"));
    assertThat(java("-jar", jar.toString())).contains(RESULTS);
    assertThat(folder.toFile().list((_, name) -> name.startsWith("outrigger-"))).isEmpty();
  }

  private void compile(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-d", folder.resolve("out").toString()));
    try (var files = Files.list(sources)) {
      files.map(Path::toString).forEach(arguments::add);
    }
    ToolProvider compiler = ToolProvider.findFirst("javac").orElseThrow();
    assertThat(compiler.run(System.out, System.err, arguments.toArray(String[]::new))).isZero();
  }

  private String java(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    Process process =
        builder.redirectErrorStream(true).redirectOutput(Redirect.to(output.toFile())).start();
    try {
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      assertThat(ended).as("%s", Files.readString(output)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output);
  }
}
