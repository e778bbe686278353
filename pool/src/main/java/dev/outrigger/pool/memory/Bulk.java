package dev.outrigger.pool.memory;

import dev.outrigger.pool.wire.ProtocolException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Large amounts of bytes into files and out of them. */
public final class Bulk {
  /** Small enough for a core's own cache. */
  private static final int STAGE = 256 << 10;

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private Bulk() {}

  static void write(Path file, MemorySegment content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, NEW, OWNER_ONLY);
        Arena arena = Arena.ofConfined()) {
      MemorySegment stage = arena.allocate(STAGE);
      ByteBuffer buffer = stage.asByteBuffer();
      for (long at = 0; at < content.byteSize(); at += STAGE) {
        int count = (int) Math.min(STAGE, content.byteSize() - at);
        MemorySegment.copy(content, at, stage, 0, count);
        writeAll(channel, buffer.clear().limit(count));
      }
    }
  }

  static void writeZeros(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, NEW, OWNER_ONLY);
        Arena arena = Arena.ofConfined()) {
      ByteBuffer zeros = arena.allocate(STAGE).asByteBuffer();
      for (long at = 0; at < bytes; at += STAGE) {
        writeAll(channel, zeros.clear().limit((int) Math.min(STAGE, bytes - at)));
      }
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      var _ = channel.write(buffer);
    }
  }

  /** Opens it for reading; never follows a link. */
  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Fills the target by reading: a file that turns out shorter than announced is an error here and
   * not, as it would be if it were mapped, a fault of memory.
   */
  static void read(FileChannel channel, MemorySegment target) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment stage = arena.allocate(STAGE);
      ByteBuffer buffer = stage.asByteBuffer();
      for (long at = 0; at < target.byteSize(); at += STAGE) {
        int count = (int) Math.min(STAGE, target.byteSize() - at);
        buffer.clear().limit(count);
        while (buffer.hasRemaining()) {
          if (channel.read(buffer, at + buffer.position()) < 0) {
            throw new ProtocolException("a shared file is shorter than announced");
          }
        }
        MemorySegment.copy(stage, 0, target, at, count);
      }
    }
  }

  /** Its memory, for as long as the arena lives. */
  static MemorySegment map(Path file, long bytes, boolean writable, Arena arena)
      throws IOException {
    Set<OpenOption> options =
        writable
            ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
            : Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel channel = FileChannel.open(file, options)) {
      if (channel.size() < bytes) {
        // Mapped beyond its end it would grow, or fault.
        throw new ProtocolException("a shared file is shorter than announced");
      }
      return channel.map(writable ? MapMode.READ_WRITE : MapMode.READ_ONLY, 0, bytes, arena);
    }
  }
}
