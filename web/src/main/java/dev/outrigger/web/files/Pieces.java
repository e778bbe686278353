package dev.outrigger.web.files;

import dev.outrigger.http.HttpException;
import dev.outrigger.http.ResponseBody;
import dev.outrigger.http.ResponseStream;
import dev.outrigger.web.disk.Disk;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Sends a part of a source piece by piece. The disk is read beside the loop, one hand-over for each
 * piece, and no further ahead of the client than one piece.
 *
 * @param first where the part begins
 * @param count how many bytes it has
 */
record Pieces(Source source, long first, long count) implements ResponseBody {
  /** How much is read at once. Each client that is slow holds as much. */
  static final int PIECE = 128 * 1024;

  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");

  @Override
  public void writeTo(ResponseStream out) throws Exception {
    if (source instanceof Source.InMemory(byte[] bytes)) {
      out.write(bytes, (int) first, (int) count);
      return;
    }
    byte[] piece = new byte[(int) Math.min(PIECE, count)];
    try (var opening = new Opening(source)) {
      for (long done = 0; done < count; done += piece.length) {
        int size = (int) Math.min(piece.length, count - done);
        opening.read(first + done, piece, size, done + size == count);
        out.write(piece, 0, size);
      }
    }
  }

  /** A reader that is opened with the first piece and closed with the last: in one hand-over. */
  private static final class Opening implements AutoCloseable {
    private final Source source;
    private Optional<Source.Reader> reader = Optional.empty();

    Opening(Source source) {
      this.source = source;
    }

    void read(long position, byte[] into, int size, boolean last) throws InterruptedException {
      try {
        int _ =
            Disk.call(() -> {
              Source.Reader open = reader.isPresent() ? reader.get() : source.open();
              reader = Optional.of(open);
              open.read(position, into, size);
              if (last) {
                open.close();
              }
              return size;
            });
      } catch (NoSuchFileException | AccessDeniedException | EOFException e) {
        LOG.log(Level.INFO, () -> "An answer breaks off: " + e.getMessage());
        throw new HttpException(503, "The file was changed just now; ask again", e);
      } catch (IOException e) {
        LOG.log(Level.WARNING, "An answer breaks off: its file can't be read", e);
        throw new HttpException(503, "The file can't be read just now; try again later", e);
      }
    }

    @Override
    public void close() throws IOException {
      if (reader.isPresent()) {
        reader.get().close();
      }
    }
  }
}
