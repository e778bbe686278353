package dev.outrigger.web.forms;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.web.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A whole form with files ({@code multipart/form-data}): its fields as text, its files in memory
 * or, where they are long, on the disk. Closing it removes the files that were not moved elsewhere.
 *
 * <pre>{@code
 * try (MultipartForm form = MultipartForm.read(request)) {
 *   UploadedFile photo = form.file("photo").orElseThrow(() -> Problem.badRequest("no photo"));
 *   photo.moveTo(album.resolve(id));
 * }
 * }</pre>
 *
 * <p>A file input of a browser in which no file was chosen is left out.
 */
public final class MultipartForm implements AutoCloseable {
  private final FormData fields;
  private final List<UploadedFile> files;
  private final Spool spool;

  private MultipartForm(FormData fields, List<UploadedFile> files, Spool spool) {
    this.fields = fields;
    this.files = files;
    this.spool = spool;
  }

  /** The form in the request's body, kept in the default way. */
  public static MultipartForm read(HttpRequest request) throws IOException, InterruptedException {
    return read(request, Uploads.defaults());
  }

  /**
   * The form in the request's body; waits until it is there. If it fails, no file stays.
   *
   * @throws Problem as of {@link Multipart}; 507 if the disk has no room for a file
   * @throws dev.outrigger.http.HttpException as of {@link dev.outrigger.http.RequestBody}
   * @throws IOException if a file can't be made
   * @throws InterruptedException when the client goes away meanwhile
   */
  public static MultipartForm read(HttpRequest request, Uploads uploads)
      throws IOException, InterruptedException {
    Multipart parts = Multipart.parts(request, uploads.limits());
    Spool spool = new Spool(uploads.directory());
    var fields = new FormData.Gathered();
    var files = new ArrayList<UploadedFile>();
    boolean whole = false;
    try {
      for (Optional<Part> next = parts.next(); next.isPresent(); next = parts.next()) {
        Part part = next.get();
        if (part.isFile()) {
          keep(part, uploads.inMemory(), spool).ifPresent(files::add);
        } else {
          fields.add(part.name(), fieldOf(part, uploads.limits()));
        }
      }
      whole = true;
      return new MultipartForm(fields.formData(), List.copyOf(files), spool);
    } finally {
      if (!whole) {
        spool.removeAll();
      }
    }
  }

  private static String fieldOf(Part part, MultipartLimits limits) throws InterruptedException {
    String text = part.text(limits.field());
    if (part.name().equals("_charset_")) {
      // RFC 7578, 4.6: what all other fields are in.
      ContentType.requireUtf8("The field \"_charset_\"", text);
    }
    return text;
  }

  private static Optional<UploadedFile> keep(Part part, int inMemory, Spool spool)
      throws IOException, InterruptedException {
    Optional<byte[]> small = part.bytesIfWithin(inMemory);
    if (small.isPresent() && small.get().length == 0 && part.filename().isEmpty()) {
      return Optional.empty();
    }
    Kept kept =
        small.isPresent() ? new Kept.InMemory(small.get()) : new Kept.OnDisk(spool.write(part));
    return Optional.of(new UploadedFile(part.label(), part.length(), spool, kept));
  }

  /** The fields that are no files. */
  public FormData fields() {
    return fields;
  }

  /** The first value of the field of this name. */
  public Optional<String> first(String name) {
    return fields.first(name);
  }

  /** The first file of this name. */
  public Optional<UploadedFile> file(String name) {
    return files.stream().filter(file -> file.name().equals(name)).findFirst();
  }

  /** All files of this name, in the order in which they came. */
  public List<UploadedFile> files(String name) {
    return files.stream().filter(file -> file.name().equals(name)).toList();
  }

  /** All files, in the order in which they came. */
  public List<UploadedFile> files() {
    return files;
  }

  /**
   * Removes the files that were not moved. That they could not be removed is logged; it changes
   * nothing for the client.
   */
  @Override
  public void close() {
    files.forEach(UploadedFile::close);
    spool.removeAll();
  }
}
