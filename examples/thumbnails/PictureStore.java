package dev.outrigger.examples.thumbnails;

import dev.outrigger.runtime.Blocking;
import dev.outrigger.web.Problem;
import dev.outrigger.web.forms.UploadedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Pictures on the disk, each once, under the digest of its content. Two servers may share a folder.
 * Of more than a thousand the oldest go.
 */
final class PictureStore {
  private static final int MOST = 1000;
  private static final String INCOMING = "incoming-";

  private final Path folder;

  /** Makes the folder if it is not there. */
  PictureStore(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  Path folder() {
    return folder;
  }

  /** A picture that is kept. */
  record Kept(String id, PictureHeader header) {}

  /**
   * Keeps an upload, if it is a picture.
   *
   * @throws Problem 415 or 422 if it is none that can be used
   */
  Kept keep(UploadedFile upload) throws Exception {
    Path incoming = folder.resolve(INCOMING + UUID.randomUUID());
    upload.moveTo(incoming);
    return Blocking.call(() -> keep(incoming));
  }

  private Kept keep(Path incoming) throws IOException {
    try {
      PictureHeader header = PictureHeader.read(incoming);
      String id = digest(incoming);
      Path _ = Files.move(incoming, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
      tidyUp();
      return new Kept(id, header);
    } finally {
      boolean _ = Files.deleteIfExists(incoming);
    }
  }

  /**
   * Where a picture is.
   *
   * @throws Problem 404 if it is not there
   */
  Path find(String id) throws Exception {
    Path file = folder.resolve(id);
    if (!Blocking.call(() -> Files.exists(file))) {
      throw Problem.notFound("There is no picture " + id + "; upload it first");
    }
    return file;
  }

  private static String digest(Path file) throws IOException {
    try (var in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      long _ = in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private void tidyUp() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = files.filter(f -> !f.getFileName().toString().startsWith(INCOMING)).toList();
    }
    if (all.size() > MOST) {
      Path oldest = all.stream().min(Comparator.comparingLong(PictureStore::age)).orElseThrow();
      boolean _ = Files.deleteIfExists(oldest);
    }
  }

  private static long age(Path file) {
    return file.toFile().lastModified();
  }
}
