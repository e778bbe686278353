package dev.outrigger.web.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each program of docs/from-flask-fastapi-tornado-express.md is run and asked the same questions,
 * and so is its test.
 */
class FrameworksPageTest {
  private static final Path PAGE = Path.of("../docs/from-flask-fastapi-tornado-express.md");
  private static final List<String> FLAGS =
      List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "Flask, flask_app.py, flask, python3-flask",
    "FastAPI, fastapi_app.py, 'fastapi, uvicorn, multipart, httpx',"
        + " python3-fastapi python3-uvicorn python3-multipart python3-httpx",
    "Tornado, tornado_app.py, tornado, python3-tornado",
  })
  void aProgramInPythonAnswersAsThePageSays(
      String name, String file, String modules, String packages) throws Exception {
    List<String> listings = listings(name, "python");
    require(packages, python(), "-c", "import " + modules);
    Path program = Files.writeString(folder.resolve(file), listings.getFirst());
    ask(name, python(), program.toString());
    Path test = Files.writeString(folder.resolve("test_" + file), listings.getLast());
    assertThat(run(List.of(python(), "-c", TESTS, test.toString()))).endsWith("1 passed\n");
  }

  @ParameterizedTest
  @CsvSource("Express, nodejs node-express node-busboy")
  void aProgramInJavaScriptAnswersAsThePageSays(String name, String packages) throws Exception {
    List<String> listings = listings(name, "js");
    require(packages, "node", "-e", "require('express'); require('busboy')");
    Path program = Files.writeString(folder.resolve("app.js"), listings.getFirst());
    ask(name, "node", program.toString());
    Path test = Files.writeString(folder.resolve("app.test.js"), listings.getLast());
    assertThat(run(List.of("node", "--test", test.toString()))).contains("# pass 1\n");
  }

  @ParameterizedTest
  @CsvSource("Outrigger")
  void ourProgramAnswersAsThePageSays(String name) throws Exception {
    List<String> listings = listings(name, "java");
    Path program = Files.writeString(folder.resolve("Todos.java"), listings.getFirst());
    Path test = Files.writeString(folder.resolve("TodosTest.java"), listings.getLast());
    Path main =
        Files.writeString(
            folder.resolve("Main.java"),
            """
            void main() throws Exception {
              new TodosTest().anUnknownTodoIs404();
              IO.println("1 passed");
            }
            """);
    compile(program, test, main);
    ask(name, java("Todos").toArray(String[]::new));
    assertThat(run(java("Main"))).endsWith("1 passed\n");
  }

  /** The program of a section, and its test. */
  private static List<String> listings(String section, String language) throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("\n### " + section + "\n");
    assertThat(from).as("the section " + section).isPositive();
    String text = page.substring(from, page.indexOf("\n## ", from)).split("\n### ", 3)[1];
    Matcher listing =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(text);
    List<String> found = listing.results().map(each -> each.group(1)).toList();
    assertThat(found).as("a program and its test in " + section).hasSize(2);
    return found;
  }

  private void ask(String name, String... program) throws Exception {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(program));
    command.add(String.valueOf(port));
    Path said = folder.resolve("server.txt");
    Process server = start(command).redirectOutput(said.toFile()).start();
    try {
      awaitOpen(port, server, said);
      Path questions = Files.writeString(folder.resolve("todos.py"), resource("todos.py"));
      String at = "http://127.0.0.1:" + port;
      assertThat(run(List.of(python(), questions.toString(), at, name)))
          .as(name + " said " + Files.readString(said))
          .isEqualTo("all as expected\n");
    } finally {
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly().waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitOpen(int port, Process server, Path said) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException notYet) {
        boolean waiting = server.isAlive() && System.nanoTime() < end;
        assertThat(waiting).as("it listens; it said " + Files.readString(said)).isTrue();
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  private static void require(String packages, String... command) throws Exception {
    Process process = start(List.of(command)).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor())
        .as("this page needs what is not there: apt install " + packages + "\n" + said)
        .isZero();
  }

  private static String python() {
    // Debian's own has the packages; another in the PATH may not.
    return Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
  }

  private List<String> java(String main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", folder + File.pathSeparator + classPath(), main));
    return command;
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private void compile(Path... sources) {
    var complaints = new ByteArrayOutputStream();
    List<String> arguments =
        new ArrayList<>(
            List.of("-proc:none", "-parameters", "-cp", classPath(), "-d", folder.toString()));
    for (Path source : sources) {
      arguments.add(source.toString());
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, complaints, complaints, arguments.toArray(String[]::new));
    assertThat(result).as(complaints.toString(UTF_8)).isZero();
  }

  private static ProcessBuilder start(List<String> command) {
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    // Where Debian puts modules of Node's.
    process.environment().putIfAbsent("NODE_PATH", "/usr/share/nodejs:/usr/lib/nodejs");
    return process;
  }

  private static String run(List<String> command) throws Exception {
    Process process = start(command).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(command + " said " + said).isZero();
    return said;
  }

  private static String resource(String name) throws IOException {
    try (var in = Objects.requireNonNull(FrameworksPageTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** Runs functions whose names begin with test_, and test cases, as pytest does. */
  private static final String TESTS =
      """
      import os, runpy, sys, unittest
      sys.path.insert(0, os.path.dirname(sys.argv[1]))
      found = runpy.run_path(sys.argv[1], run_name="tests")
      passed = 0
      for name, value in found.items():
          if name.startswith("test_"):
              value()
              passed += 1
          elif isinstance(value, type) and issubclass(value, unittest.TestCase) and value.__module__ == "tests":
              result = unittest.TextTestRunner(stream=open(os.devnull, "w")).run(
                  unittest.defaultTestLoader.loadTestsFromTestCase(value))
              assert result.wasSuccessful(), result.failures + result.errors
              passed += result.testsRun
      print(passed, "passed")
      """;
}
