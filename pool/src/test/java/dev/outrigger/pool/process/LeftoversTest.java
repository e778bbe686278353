package dev.outrigger.pool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  @TempDir Path temp;

  @Test
  void theFolderOfADeadProcessGoes() throws Exception {
    Path folder = folderOf(deadPid());
    Leftovers.sweep(temp);
    assertThat(folder).doesNotExist();
  }

  @Test
  void theFolderOfALivingProcessStays() throws Exception {
    Path folder = folderOf(ProcessHandle.current().pid());
    Leftovers.sweep(temp);
    assertThat(folder).exists();
  }

  @Test
  void aFolderWhoseSocketIsServedStaysWhateverItsProcessNumberSays() throws Exception {
    Path folder = folderOf(deadPid());
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
      Leftovers.sweep(temp);
      assertThat(folder).exists();
    }
  }

  @Test
  void whatBearsAnotherNameStays() throws Exception {
    Path other = Files.createDirectory(temp.resolve("outrigger-notes"));
    Leftovers.sweep(temp);
    assertThat(other).exists();
  }

  private Path folderOf(long pid) throws IOException {
    Path folder = Files.createDirectory(temp.resolve("outrigger-" + pid + "-42"));
    Files.writeString(folder.resolve("classpath"), "-cp x");
    return folder;
  }

  private static long deadPid() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }
}
