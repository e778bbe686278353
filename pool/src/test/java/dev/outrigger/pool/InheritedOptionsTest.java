package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ProcessBuilder.Redirect;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this process was started with is not always good for its workers too. */
class InheritedOptionsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseParallelGC"})
  void anArgumentChoosesTheCollector(String argument) throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder()
            .size(1)
            .jvmArguments(List.of(argument))
            .startupCache(StartupCache.off())
            .build()) {
      String collectors = pool.call(InheritedOptionsTest::collectors);
      assertThat(argument).contains(collectors.split(" ", 2)[0].replace("PS", "Parallel"));
    }
  }

  @Test
  void aVariableChoosesTheCollector() throws Exception {
    assertThat(run("-XX:+UseG1GC")).contains("collectors: G1").doesNotContain("without");
  }

  @Test
  void aPortForADebuggerOrForJmxIsLeftToThisProcess() throws Exception {
    String output =
        run(
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:"
                + freePort()
                + " -Dcom.sun.management.jmxremote.authenticate=false"
                + " -Dcom.sun.management.jmxremote.ssl=false"
                + " -Dcom.sun.management.jmxremote.port="
                + freePort());
    assertThat(output)
        .contains("collectors: Copy")
        .containsOnlyOnce("workers start without -agentlib:jdwp=")
        .contains("address=0");
  }

  private static int freePort() throws Exception {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  private String run(String toolOptions) throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                InheritedOptionsTest.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output.toFile()));
    builder.environment().put("JAVA_TOOL_OPTIONS", toolOptions);
    assertThat(builder.start().waitFor()).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }

  /** The program that {@link #run} runs. */
  public static void main(String[] arguments) throws Exception {
    for (int i = 0; i < 2; i++) {
      try (ProcessPool pool =
          ProcessPool.builder().size(1).startupCache(StartupCache.off()).build()) {
        System.out.println("collectors: " + pool.call(InheritedOptionsTest::collectors));
      }
    }
  }

  static String collectors() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(GarbageCollectorMXBean::getName)
        .collect(Collectors.joining(" "));
  }
}
