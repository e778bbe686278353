package dev.outrigger.pool.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.Await;
import dev.outrigger.pool.ledger.Ledger;
import java.io.File;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A worker alone, with a parent that the test plays. */
class WorkerMainTest {

  @Test
  void workersLeaveWhenTheirParentEndsBeforeTheGreeting() throws Exception {
    Path folder = Files.createTempDirectory("w");
    Path socket = folder.resolve("s");
    Path ledger = folder.resolve("ledger");
    var _ = Ledger.create(ledger);
    List<Process> workers = new ArrayList<>();
    try (ServerSocketChannel parent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      parent.bind(UnixDomainSocketAddress.of(socket));
      parent.configureBlocking(false);
      for (int i = 0; i < 3; i++) {
        Process worker = start(socket, ledger);
        workers.add(worker);
        Await.until("the connection of " + worker, () -> hasConnected(parent, worker));
      }
      for (Process worker : workers) {
        assertThat(worker.waitFor(20, TimeUnit.SECONDS)).as("%s left", worker).isTrue();
      }
    } finally {
      workers.forEach(Process::destroyForcibly);
      Files.deleteIfExists(socket);
      Files.deleteIfExists(ledger);
      Files.delete(folder);
    }
  }

  /** Accepts and closes it at once; a worker that died before is not waited for. */
  private static boolean hasConnected(ServerSocketChannel parent, Process worker) throws Exception {
    assertThat(worker.isAlive()).as("%s connects before it ends", worker).isTrue();
    SocketChannel connection = parent.accept();
    if (connection != null) {
      connection.close();
    }
    return connection != null;
  }

  private static Process start(Path socket, Path ledger) throws Exception {
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName(),
                socket.toString(),
                "1",
                "1",
                "65536",
                ledger.toString())
            .redirectErrorStream(true)
            .redirectOutput(new File("/dev/null"))
            .start();
    try (OutputStream secret = worker.getOutputStream()) {
      secret.write(("00".repeat(32) + "\n").getBytes(US_ASCII));
    }
    return worker;
  }
}
