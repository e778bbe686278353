package dev.outrigger.web.forms;

import dev.outrigger.web.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/** A file while it is being written; closed before {@link #keep}, it is removed. */
final class NewFile implements AutoCloseable {
  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path path;
  private final FileChannel channel;
  private boolean done;

  private NewFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static NewFile create(Path path, FileAttribute<?>... attributes)
      throws IOException, InterruptedException {
    return new NewFile(path, Disk.call(() -> FileChannel.open(path, NEW, attributes)));
  }

  void write(byte[] in, int from, int count) throws IOException, InterruptedException {
    var piece = ByteBuffer.wrap(in, from, count);
    int _ =
        Disk.call(() -> {
          while (piece.hasRemaining()) {
            int _ = channel.write(piece);
          }
          return count;
        });
  }

  /** Ends the file, which stays. */
  void keep() throws IOException, InterruptedException {
    boolean _ =
        Disk.call(() -> {
          channel.close();
          return true;
        });
    done = true;
  }

  @Override
  public void close() {
    if (!done) {
      done = true;
      Removal.of(
          path,
          () -> {
            channel.close();
            return Files.deleteIfExists(path);
          });
    }
  }
}
