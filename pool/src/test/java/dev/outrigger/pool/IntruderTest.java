package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.Hello;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a stranger at the pool's socket can do: nothing. */
class IntruderTest {
  private Path socket;
  private ProcessPool pool;
  private LogLines log;

  @BeforeEach
  void start() throws Exception {
    log = new LogLines("intruder");
    pool = ProcessPool.builder().name("intruder").size(1).build();
    socket = PoolSocket.of(pool);
  }

  @AfterEach
  void thePoolWorksOn() throws Exception {
    assertThat(pool.call(Work::twice, 21)).isEqualTo(42);
    assertThat(pool.statistics().workersLost()).isZero();
    pool.close();
    log.close();
  }

  @Test
  void theSocketIsInAFolderThatOnlyItsOwnerCanEnter() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void garbageIsRefusedAndLogged() throws Exception {
    expectRefusal(ByteBuffer.wrap(new byte[100]));
  }

  @Test
  void aHugeFrameIsRefusedBeforeAnythingIsAllocated() throws Exception {
    expectRefusal(
        ByteBuffer.allocate(13).putInt(Integer.MAX_VALUE).put((byte) 1).putLong(0).flip());
  }

  @Test
  void aWrongSecretIsRefused() throws Exception {
    expectRefusal(Hello.frame(1, Hello.newSecret()).buffers()[0]);
  }

  @Test
  void anythingBeforeTheGreetingIsRefused() throws Exception {
    expectRefusal(new Frame(FrameType.RESULT, 1, new byte[] {0}).buffers()[0]);
  }

  private void expectRefusal(ByteBuffer words) throws Exception {
    try (SocketChannel stranger = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      stranger.connect(UnixDomainSocketAddress.of(socket));
      stranger.write(words);
      assertThat(stranger.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    Await.until("the log", () -> !log.lines().isEmpty());
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("WARNING refused a connection to the pool's socket: ");
  }
}
