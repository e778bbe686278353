package dev.outrigger.runtime.asyncio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.ProcessPool;
import dev.outrigger.runtime.Blocking;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.asyncio.PageSetting.Surroundings;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/asyncio.md shows in the second column of its tables compiles, and runs to its end. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class AsyncioPageTest {
  private static final Path PAGE = Path.of("../docs/asyncio.md");
  private static final String IMPORTS =
      """
      import com.softwaremill.jox.*;
      import dev.outrigger.runtime.*;
      import dev.outrigger.runtime.asyncio.PageSetting;
      import dev.outrigger.runtime.process.*;
      import dev.outrigger.runtime.stream.*;
      import dev.outrigger.runtime.sync.*;
      import dev.outrigger.runtime.watch.*;
      import java.io.*;
      import java.net.*;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.locks.*;
      import java.util.stream.*;
      """;

  @TempDir static Path folder;
  private static List<Page.Row> rows;
  private static Greeter greeter;
  private static ProcessPool pool;
  private static URLClassLoader snippets;

  @Parameter TaskBackend backend;

  private OnOneLoop one;

  @BeforeAll
  static void compileThem() throws Exception {
    rows = Page.rows(PAGE);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    compile(classes);
    snippets =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, AsyncioPageTest.class.getClassLoader());
    List<Path> classPath = new ArrayList<>(List.of(classes));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      classPath.add(Path.of(entry));
    }
    pool = ProcessPool.builder().name("page").size(1).classPath(classPath).build();
    greeter = new Greeter(folder);
  }

  @AfterAll
  static void stopAll() throws IOException {
    greeter.close();
    pool.abort();
    snippets.close();
  }

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  @TestFactory
  Stream<DynamicTest> everySnippetRuns() {
    assertThat(rows).hasSizeGreaterThan(100);
    return rows.stream()
        .filter(row -> !row.code(1).isEmpty())
        .map(row -> DynamicTest.dynamicTest(row.cell(0), () -> run(row)));
  }

  @Test
  void aLineShowsCodeOrSaysThatThereIsNothing() {
    assertThat(rows)
        .allSatisfy(row ->
            assertThat(Page.CODE.matcher(row.cell(1)).replaceAll("").strip())
                .isEqualTo(row.code(1).isEmpty() ? "nothing" : ""));
  }

  private void run(Page.Row row) throws Exception {
    boolean _ =
        one.run(() ->
            TaskGroup.run(group -> {
              Surroundings around =
                  new Surroundings(
                      group,
                      pool,
                      Files.createTempDirectory(folder, "snippet"),
                      greeter.port(),
                      greeter.tlsPort(),
                      greeter.authority());
              try (PageSetting snippet =
                  snippets
                      .loadClass(name(row))
                      .asSubclass(PageSetting.class)
                      .getConstructor(Surroundings.class)
                      .newInstance(around)) {
                return needsAPlainThread(row)
                    ? Blocking.call(() -> runHere(snippet))
                    : runHere(snippet);
              }
            }));
  }

  private static boolean runHere(PageSetting snippet) throws Exception {
    snippet.run();
    return true;
  }

  private static boolean needsAPlainThread(Page.Row row) {
    return row.cell(1).contains("Outrigger.run(") || row.cell(1).contains("Simulation.");
  }

  private static String name(Page.Row row) {
    return "Line" + row.line();
  }

  private static String program(Page.Row row) {
    return "%spublic class %s extends PageSetting {\n".formatted(IMPORTS, name(row))
        + "public %s(Surroundings around) throws Exception { super(around); }\n"
            .formatted(name(row))
        + "public void run() throws Exception {\n"
        + String.join("\n", row.code(1))
        + "\n}\n}\n";
  }

  private static void compile(Path classes) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Page.Row row : rows) {
      sources.add(Files.writeString(folder.resolve(name(row) + ".java"), program(row)));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-Xmaxerrs",
              "1000",
              "-cp",
              System.getProperty("java.class.path"),
              "-d",
              classes.toString());
      boolean good =
          compiler
              .getTask(
                  errors, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(good).as(errors.toString()).isTrue();
    }
  }
}
