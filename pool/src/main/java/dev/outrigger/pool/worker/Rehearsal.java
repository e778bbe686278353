package dev.outrigger.pool.worker;

import dev.outrigger.pool.RemoteFunction;
import dev.outrigger.pool.RemoteWork;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.TaskHeader;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.ledger.Ledger;
import dev.outrigger.pool.wire.Definition;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameDecoder;
import dev.outrigger.pool.wire.FrameType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A worker's life from its start to its end, played in one JVM with a parent that gives it one task
 * and then stops it. What it loads goes into the start-up archive.
 */
public final class Rehearsal {
  private static final int MAX_FRAME = 1 << 20;
  private static final int FAILED = 1;
  private static final int BUFFER = 64 << 10;
  private static final long LIMIT_MILLIS = 20_000;

  private Rehearsal() {}

  /** Argument: where its socket is to be. */
  public static void main(String[] arguments) throws IOException {
    Path socket = Path.of(arguments[0]);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    daemon(() -> playParent(server));
    daemon(Rehearsal::endInTime);
    System.setIn(new ByteArrayInputStream("00".repeat(32).getBytes(StandardCharsets.US_ASCII)));
    Path ledger = socket.resolveSibling(socket.getFileName() + "-ledger");
    var _ = Ledger.create(ledger);
    ledger.toFile().deleteOnExit();
    WorkerMain.main(
        new String[] {socket.toString(), "0", "1", Integer.toString(MAX_FRAME), ledger.toString()});
  }

  private static void daemon(Runnable part) {
    Thread thread = new Thread(part, "rehearsal");
    thread.setDaemon(true);
    thread.start();
  }

  private static void playParent(ServerSocketChannel server) {
    try (SocketChannel worker = server.accept()) {
      RemoteFunction<Integer, Integer> task = number -> number + 1;
      TaskMessage.Encoded message =
          TaskMessage.encode(
              Optional.of("rehearsal"), Map.of(), RemoteWork.of(task, 1), Rules.plain(MAX_FRAME));
      Definition function = message.function().orElseThrow();
      byte[] head = TaskHeader.head(function.number(), Long.MAX_VALUE);
      FrameDecoder decoder = new FrameDecoder(MAX_FRAME);
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (worker.read(buffer.clear()) >= 0) {
        buffer.flip();
        for (var next = decoder.next(buffer); next.isPresent(); next = decoder.next(buffer)) {
          switch (next.get().type()) {
            case HELLO -> {
              worker.write(function.frame().buffers());
              worker.write(new Frame(FrameType.TASK, 1, head, message.body()).buffers());
            }
            case RESULT -> worker.write(new Frame(FrameType.STOP, 0).buffers());
            case FAILURE, UNREAD, UNSENT -> Runtime.getRuntime().halt(FAILED);
            default -> {
              // The rest needs no answer.
            }
          }
        }
      }
    } catch (Exception e) {
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private static void endInTime() {
    try {
      Thread.sleep(LIMIT_MILLIS);
    } catch (InterruptedException _) {
      // Then it ends at once.
    }
    Runtime.getRuntime().halt(FAILED);
  }
}
