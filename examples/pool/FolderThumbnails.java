import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.Mapping;
import dev.outrigger.pool.Outcome;
import dev.outrigger.pool.ProcessPool;
import dev.outrigger.pool.TaskFailedException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Small pictures of all images of a folder, made by all cores, in processes of their own.
 *
 * <pre>
 *   java -cp pool/target/outrigger-pool-0.1.0-SNAPSHOT.jar examples/pool/FolderThumbnails.java FROM TO
 * </pre>
 *
 * <p>With {@code --progress} as a third argument it shows how far it has come: lines of the log, or
 * a bar on a terminal, for which me.tongfei:progressbar must be on the class path too.
 */
public final class FolderThumbnails {
  private static final int SIDE = 256;

  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2) {
      System.err.println("usage: FolderThumbnails FROM TO [--progress]");
      System.exit(2);
    }
    Path from = Path.of(arguments[0]);
    File to = Files.createDirectories(Path.of(arguments[1])).toFile();
    List<File> images;
    try (Stream<Path> files = Files.list(from)) {
      images = files.filter(Files::isRegularFile).map(Path::toFile).sorted().toList();
    }
    long broken = 0;
    try (ProcessPool pool = ProcessPool.builder().name("thumbnails").build()) {
      // One that is broken, or that kills its worker, ends nothing but itself.
      Mapping<File, Outcome<String>> making =
          pool.mapping((File image) -> thumbnail(image, to)).chunk(1).unordered().outcomes();
      boolean shown = List.of(arguments).contains("--progress");
      try (Stream<Outcome<String>> outcomes =
          (shown ? making.progress("thumbnails") : making).over(images)) {
        for (Outcome<String> outcome : (Iterable<Outcome<String>>) outcomes::iterator) {
          if (outcome instanceof Outcome.Failed<String>(long index, TaskFailedException e)) {
            System.out.println(images.get((int) index).getName() + ": " + reason(e));
            broken++;
          }
        }
      }
    }
    System.out.println((images.size() - broken) + " made, " + broken + " left out");
  }

  private static String reason(TaskFailedException e) {
    return e.failure() instanceof FailureCause.TaskThrew(Throwable thrown)
        ? thrown.getMessage()
        : e.failure().description();
  }

  /** Runs in a worker process. */
  static String thumbnail(File image, File folder) throws IOException {
    String name = image.getName() + ".png";
    ImageIO.write(shrink(decode(image)), "png", new File(folder, name));
    return name;
  }

  /** Reads only every n-th pixel of a huge picture, so that it fits into a small heap. */
  private static BufferedImage decode(File file) throws IOException {
    ImageIO.setUseCache(false);
    try (ImageInputStream in = ImageIO.createImageInputStream(file)) {
      var readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("is no image");
      }
      ImageReader reader = readers.next();
      reader.setInput(in, true, true);
      var options = reader.getDefaultReadParam();
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      int step = Math.max(1, Math.max(width, height) / (4 * SIDE));
      options.setSourceSubsampling(Math.min(step, width), Math.min(step, height), 0, 0);
      return reader.read(0, options);
    }
  }

  private static BufferedImage shrink(BufferedImage image) {
    double factor = Math.min(1, (double) SIDE / Math.max(image.getWidth(), image.getHeight()));
    int width = (int) Math.max(1, Math.round(image.getWidth() * factor));
    int height = (int) Math.max(1, Math.round(image.getHeight() * factor));
    var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = small.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    return small;
  }
}
