import com.softwaremill.jox.Channel;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.ProcessPool;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.runtime.Blocking;
import dev.outrigger.runtime.Offload;
import dev.outrigger.runtime.Outrigger;
import dev.outrigger.runtime.TaskGroup;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The thumbnails of a folder, as a file browser shows them: the next pictures are read while others
 * are computed, and each appears as soon as it is ready.
 *
 * <pre>
 *   ./outrigger run examples/runtime/ThumbnailBrowser.java FROM TO
 * </pre>
 *
 * <p>One task reads, and waits where the others can't keep up, so that a folder of any size needs
 * the memory of a few pictures. Pictures are decoded in a process pool: one that is broken, or asks
 * for more memory than there is, fails alone. The exit status is 1 if there was one.
 */
public final class ThumbnailBrowser {
  private static final int SIDE = 160;

  private final Path from;
  private final Path to;
  private final Channel<Picture> pictures = Channel.newBufferedChannel(2);
  private final AtomicInteger broken = new AtomicInteger();

  private ThumbnailBrowser(Path from, Path to) {
    this.from = from;
    this.to = to;
  }

  private record Picture(String name, byte[] bytes) {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2 || !Files.isDirectory(Path.of(arguments[0]))) {
      System.err.println("usage: ThumbnailBrowser FROM-FOLDER TO-FOLDER");
      System.exit(2);
    }
    Path to = Files.createDirectories(Path.of(arguments[1]));
    ThumbnailBrowser browser = new ThumbnailBrowser(Path.of(arguments[0]), to);
    try (ProcessPool pool = ProcessPool.builder().name("thumbnails").build()) {
      Outrigger.run(group -> browser.start(group, pool));
    }
    System.exit(Math.min(browser.broken.get(), 1));
  }

  private boolean start(TaskGroup group, ProcessPool pool) {
    group.spawn("reader", this::read);
    // One more than the pool has workers, so that none of these waits for its next picture.
    for (int i = 0; i <= pool.parallelism(); i++) {
      group.spawn("painter-" + i, () -> paint(pool));
    }
    return true;
  }

  private boolean read() throws Exception {
    for (Path file : Blocking.call(this::files)) {
      byte[] bytes = Blocking.call(() -> Files.readAllBytes(file));
      pictures.send(new Picture(file.getFileName().toString(), bytes));
    }
    pictures.done();
    return true;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      return files.filter(file -> !Files.isDirectory(file)).sorted().toList();
    }
  }

  private boolean paint(ProcessPool pool) throws Exception {
    while (pictures.receiveOrClosed() instanceof Picture(String name, byte[] bytes)) {
      try {
        byte[] thumbnail = Offload.call(pool, ThumbnailBrowser::thumbnail, bytes);
        Blocking.call(() -> Files.write(to.resolve(name + ".png"), thumbnail));
        System.out.println(name);
      } catch (TaskFailedException e) {
        System.out.println(name + " can't be shown: " + reason(e));
        broken.incrementAndGet();
      }
    }
    return true;
  }

  private static String reason(TaskFailedException e) {
    return e.failure() instanceof FailureCause.TaskThrew(Throwable thrown)
        ? thrown.getMessage()
        : e.failure().description();
  }

  /** Runs in a worker process. */
  static byte[] thumbnail(byte[] bytes) throws IOException {
    ImageIO.setUseCache(false);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes));
    if (picture == null) {
      throw new IOException("it is no picture");
    }
    double factor = Math.min(1, (double) SIDE / Math.max(picture.getWidth(), picture.getHeight()));
    int width = Math.max(1, (int) (picture.getWidth() * factor));
    int height = Math.max(1, (int) (picture.getHeight() * factor));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = small.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(picture, 0, 0, width, height, null);
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(small, "png", out);
    return out.toByteArray();
  }
}
