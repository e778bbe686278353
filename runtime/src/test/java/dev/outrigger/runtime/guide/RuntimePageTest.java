package dev.outrigger.runtime.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each program of docs/runtime.md compiles, runs, and prints what the page says. */
@Timeout(120)
class RuntimePageTest {
  private static final Pattern PROGRAM =
      Pattern.compile("```java\n(.*?)```(?:\n\n```text\n(.*?)```)?", Pattern.DOTALL);
  private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");

  private static final Pattern IMPORTS = Pattern.compile("```imports\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  private record Program(String section, String source, String output) {}

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/runtime.md"));
  }

  private static String imports() throws IOException {
    Matcher imports = IMPORTS.matcher(page());
    assertThat(imports.find()).isTrue();
    return imports.group(1);
  }

  private static List<Program> programs() throws IOException {
    String page = page();
    List<Program> programs = new ArrayList<>();
    Matcher program = PROGRAM.matcher(page);
    while (program.find()) {
      Matcher heading = HEADING.matcher(page.substring(0, program.start()));
      String section = heading.results().reduce((_, last) -> last).orElseThrow().group(1);
      String output = program.group(2);
      programs.add(new Program(section, program.group(1), output == null ? "" : output));
    }
    return programs;
  }

  @TestFactory
  List<DynamicTest> eachProgramPrintsWhatThePageSays() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Program program : programs()) {
      String name = "Program" + tests.size();
      tests.add(DynamicTest.dynamicTest(program.section(), () -> prints(name, program)));
    }
    assertThat(tests).hasSizeGreaterThan(10);
    return tests;
  }

  private void prints(String name, Program program) throws Exception {
    String printed;
    if (program.section().equals("A crawler")) {
      printed = crawled(name, program.source());
      assertThat(printed).isEqualTo("/\n/a\n/b\n");
      return;
    }
    printed = run(name, program.source());
    if (!program.output().isEmpty()) {
      assertThat(printed).isEqualTo(program.output());
    }
  }

  @Test
  void twoTasksTakeTurns() throws Exception {
    String printed = run("TwoTasks", programs().getFirst().source());
    assertThat(printed.lines())
        .hasSize(5)
        .contains("tick 1", "tick 2", "tock 1", "tock 2")
        .last()
        .isEqualTo("both have ended");
  }

  private String crawled(String name, String source) throws Exception {
    Map<String, String> pages =
        Map.of(
            "/",
            "<a href=\"/a\">",
            "/a",
            "<a href=\"b\"><a href=\"http://other.invalid/\">",
            "/b",
            "<a href=\"/\">");
    HttpServer site =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          byte[] page = pages.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    site.start();
    try {
      return run(name, source, "http://127.0.0.1:" + site.getAddress().getPort() + "/");
    } finally {
      site.stop(0);
    }
  }

  /** What it prints; a failure of the program is one of the test. */
  private String run(String name, String source, String... arguments) throws Exception {
    Path file = folder.resolve(name + ".java");
    Files.writeString(file, imports() + source);
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                complaints,
                complaints,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                file.toString());
    assertThat(result).as(complaints.toString(UTF_8)).isZero();
    if (source.contains("ProcessPool")) {
      return runInAJvmOfItsOwn(name);
    }
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      System.setOut(new PrintStream(printed, true, UTF_8));
      invokeMain(loader.loadClass(name), arguments);
    } finally {
      System.setOut(out);
    }
    return printed.toString(UTF_8);
  }

  /** Its workers must find its class, so that has to be on the class path. */
  private String runInAJvmOfItsOwn(String name) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classPath = folder + File.pathSeparator + System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(java.toString(), "-cp", classPath, name)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  private static void invokeMain(Class<?> program, String... arguments) throws Exception {
    var constructor = program.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object instance = constructor.newInstance();
    for (Method method : program.getDeclaredMethods()) {
      if (method.getName().equals("main")) {
        method.setAccessible(true);
        if (method.getParameterCount() == 0) {
          method.invoke(instance);
        } else {
          method.invoke(instance, (Object) arguments);
        }
        return;
      }
    }
    throw new AssertionError(program + " has no main method");
  }
}
