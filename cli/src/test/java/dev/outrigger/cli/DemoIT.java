package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
  // Not in a temporary folder: an entry links to the examples, and JUnit warns of links that lead
  // out.
  private static final Path CACHE =
      Path.of(System.getProperty("outrigger.jar")).resolveSibling("../cache").normalize();

  @TempDir Path temp = Path.of("");

  @Test
  void theDemoNamesItsPagesAnswersThemAndStops() throws Exception {
    try (ServerProcess demo = ServerProcess.start(temp, CACHE, "demo", "--port", "0").ready()) {
      assertThat(demo.output().await("/fib/35")).contains("http://127.0.0.1:");
      demo.output().await("Ctrl-C stops it");
      assertThat(demo.get("/ping")).isNotEmpty();
      assertThat(demo.get("/fib/20")).isEqualTo("6765");
      assertThat(demo.get("/")).contains("<html");
      demo.signal("INT", true);
      assertThat(demo.exitStatus()).isZero();
    }
  }

  @Test
  void aTakenPortIsOneLineThatNamesPortAndFlag() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerProcess demo =
            ServerProcess.start(temp, CACHE, "demo", "--port", "" + other.getLocalPort())) {
      assertThat(demo.exitStatus()).isEqualTo(1);
      assertThat(demo.errors().all())
          .singleElement()
          .asString()
          .contains("port " + other.getLocalPort() + " is taken", "--port");
    }
  }
}
