package dev.outrigger.web.forms;

import dev.outrigger.web.disk.Disk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of a {@link MultipartForm}, in memory or on the disk; there until the form is closed.
 *
 * <p>Threading: from one task at a time. Work on the disk is done beside the loop.
 */
public final class UploadedFile {
  private final Label label;
  private final long size;
  private final Spool spool;
  private Kept kept;

  UploadedFile(Label label, long size, Spool spool, Kept kept) {
    this.label = label;
    this.size = size;
    this.spool = spool;
    this.kept = kept;
  }

  /** The name of the form's field. */
  public String name() {
    return label.name();
  }

  /**
   * The name that the client gives the file, as of {@link Part#filename()}: text to show, never a
   * path to write to. Empty if it gives none.
   */
  public String filename() {
    return label.filename();
  }

  /** The content type that the client claims. */
  public Optional<String> contentType() {
    return label.contentType();
  }

  /** How many bytes it has. */
  public long size() {
    return size;
  }

  /** Whether it is in memory, since it is no longer than {@link Uploads#inMemory()}. */
  public boolean isInMemory() {
    return kept instanceof Kept.InMemory;
  }

  /**
   * The whole content.
   *
   * @throws IllegalStateException if it was moved, the form is closed, or it has more than the 2
   *     GiB that an array holds
   */
  public byte[] bytes() throws IOException, InterruptedException {
    return switch (kept) {
      case Kept.InMemory(byte[] bytes) -> bytes.clone();
      case Kept.OnDisk(Path file) -> {
        if (size > Integer.MAX_VALUE - 8) {
          throw new IllegalStateException(
              this + " is too long for an array; read it by open() instead");
        }
        yield Disk.call(() -> Files.readAllBytes(file));
      }
      case Kept.Gone gone -> throw gone(gone);
    };
  }

  /**
   * The content as a new stream, to be closed by the caller. A cancellation shows as {@link
   * java.io.InterruptedIOException}, and the thread stays interrupted.
   *
   * @throws IllegalStateException if it was moved or the form is closed
   */
  public InputStream open() throws IOException, InterruptedException {
    return switch (kept) {
      case Kept.InMemory(byte[] bytes) -> new ByteArrayInputStream(bytes);
      case Kept.OnDisk(Path file) -> new FileInputPieces(Disk.call(() -> FileChannel.open(file)));
      case Kept.Gone gone -> throw gone(gone);
    };
  }

  /**
   * Gives the file a name of its own, under which it outlives the form: all of it at once where the
   * file system can. Only this user may read it (mode 0600) until you change that.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is something of that name, which is
   *     left as it is
   * @throws IllegalStateException if it was moved or the form is closed
   */
  public void moveTo(Path target) throws IOException, InterruptedException {
    move(target, false);
  }

  /** The same, but takes the place of a file that is there. */
  public void moveOver(Path target) throws IOException, InterruptedException {
    move(target, true);
  }

  private void move(Path target, boolean replace) throws IOException, InterruptedException {
    boolean _ =
        switch (kept) {
          case Kept.InMemory(byte[] bytes) ->
              Disk.call(() -> {
                Placement.write(bytes, target, replace);
                return true;
              });
          case Kept.OnDisk(Path file) ->
              Disk.call(() -> {
                Placement.move(file, target, replace);
                spool.release(file);
                return true;
              });
          case Kept.Gone gone -> throw gone(gone);
        };
    kept = new Kept.Gone("was moved to " + target);
  }

  void close() {
    if (!(kept instanceof Kept.Gone)) {
      kept = new Kept.Gone("is gone, since its form is closed");
    }
  }

  private IllegalStateException gone(Kept.Gone why) {
    return new IllegalStateException(this + " " + why.reason());
  }

  @Override
  public String toString() {
    return "the file " + Refused.quoted(label.name());
  }
}
