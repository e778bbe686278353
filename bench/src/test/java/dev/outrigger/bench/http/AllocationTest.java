package dev.outrigger.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.bench.load.Load;
import dev.outrigger.bench.load.ServerProcess;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a request may allocate. The server's JVM compiles without C2, the only one that leaves out
 * allocations where it sees that it can: so every run gives the same figure to the byte, and each
 * object that the code asks for is in it. Compiled by C2 it is less.
 */
class AllocationTest {
  private static final int ROUNDS = 6;
  // So many that what the server does every second weighs nothing.
  private static final long REQUESTS = 1000;
  private static final Duration STEP = Duration.ofMillis(100);
  // Measured: 2,000 bytes, in every run; 1,744 where Netty may use sun.misc.Unsafe.
  private static final double MOST = 2000 * 1.05;

  @TempDir private Path folder;

  @Test
  void aPlaintextRequestAllocatesNoMoreThanItMay() throws Exception {
    assertThat(bytesForEach(Work.PLAINTEXT)).isLessThan(MOST);
  }

  private double bytesForEach(Work work) throws Exception {
    Certificate.make(folder);
    List<String> command =
        new ArrayList<>(
            Jvm.command(
                "outrigger", "-XX:TieredStopAtLevel=1", "-Dio.netty.leakDetection.level=disabled"));
    command.add(folder.toString());
    try (Load load = new Load(SslContextBuilder.forClient().build());
        ServerProcess server = ServerProcess.start(command).orElseThrow();
        // One: how many are answered in one go would count too.
        Load.Clients client = load.open(work, server.port(work).orElseThrow(), 1)) {
      double least = Double.MAX_VALUE;
      for (int i = 0; i < ROUNDS; i++) {
        long before = server.allocated().orElseThrow();
        long requests = 0;
        while (requests < REQUESTS) {
          requests += client.run(STEP);
        }
        least = Math.min(least, (double) (server.allocated().orElseThrow() - before) / requests);
      }
      return least;
    }
  }
}
