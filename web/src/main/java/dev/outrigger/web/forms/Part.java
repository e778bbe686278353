package dev.outrigger.web.forms;

import dev.outrigger.http.Headers;
import dev.outrigger.web.Problem;
import dev.outrigger.web.text.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * One field or file of a form, its content still on the way. The content is read once: in pieces,
 * or whole by {@link #bytes}, {@link #text} or {@link #saveTo}; and only until {@link
 * Multipart#next()} is called.
 *
 * <p>Each read waits for the client, and throws as {@link Multipart#next()} does.
 */
public final class Part {
  /** What is handed to the disk at once: a hand-over costs as much as copying some 100 KiB. */
  static final int PIECE = 256 * 1024;

  private static final int FIRST_PIECE = 8 * 1024;

  private final Multipart form;
  private final Window window;
  private final Headers headers;
  private final Label label;
  private long taken;
  private long found;
  private boolean begun;
  private boolean opened;

  Part(Multipart form, Window window, Headers headers, Label label) {
    this.form = form;
    this.window = window;
    this.headers = headers;
    this.label = label;
  }

  /** Takes content where it lies, before it is overwritten. */
  @FunctionalInterface
  interface PieceTaker {
    void take(byte[] in, int from, int count) throws IOException, InterruptedException;
  }

  /** The name of the form's field; two parts may have the same. */
  public String name() {
    return label.name();
  }

  /** Whether this came from a file input: it has a file name, be it empty. */
  public boolean isFile() {
    return label.file();
  }

  /**
   * The name that the client gives the file: text to show, never a path to write to, since the
   * client may choose any. Only the last element of a path is left, with {@code _} for control
   * characters. Empty where there is no file name, and where no file was chosen. A {@code
   * filename*} is ignored, as RFC 7578, section 4.2, forbids it in forms.
   */
  public Optional<String> filename() {
    return Optional.of(label.filename()).filter(name -> !name.isEmpty());
  }

  /** The content type that the client claims. */
  public Optional<String> contentType() {
    return label.contentType();
  }

  /** The header fields of the part. */
  public Headers headers() {
    return headers;
  }

  /**
   * Reads the next bytes of the content, as many as there are; waits for the first.
   *
   * @return how many; -1 at the end of the part. Zero only for an empty array
   * @throws IllegalStateException if the next part was asked for
   */
  public int read(byte[] into) throws InterruptedException {
    return read(into, 0, into.length);
  }

  /** The same into a part of an array. */
  public int read(byte[] into, int offset, int length) throws InterruptedException {
    Objects.checkFromIndexSize(offset, length, into.length);
    begun = true;
    if (length == 0) {
      return 0;
    }
    int there = await(1);
    if (there == 0) {
      return -1;
    }
    int count = Math.min(there, length);
    System.arraycopy(window.bytes(), window.from(), into, offset, count);
    take(count);
    return count;
  }

  /**
   * The content for code that takes streams: a client that goes away shows as {@link
   * java.io.InterruptedIOException}, and the thread stays interrupted. Closing it does nothing.
   */
  public InputStream asInputStream() {
    return new PartInputStream(this);
  }

  /**
   * The whole content.
   *
   * @param limit the longest content to take, in bytes
   * @throws Problem 413 if it is longer
   * @throws IllegalStateException if it was read before
   */
  public byte[] bytes(long limit) throws InterruptedException {
    begin();
    int wanted = (int) Math.min(limit, FIRST_PIECE - 1) + 1;
    int there = await(wanted);
    requireAtMost(limit);
    byte[] first = Arrays.copyOfRange(window.bytes(), window.from(), window.from() + there);
    take(there);
    if (there < wanted) {
      return first;
    }
    var whole = new ByteArrayOutputStream(2 * there);
    whole.writeBytes(first);
    for (int n = await(1); n > 0; n = await(1)) {
      requireAtMost(limit);
      whole.write(window.bytes(), window.from(), n);
      take(n);
    }
    return whole.toByteArray();
  }

  /**
   * The whole content as text in UTF-8.
   *
   * @param limit the longest content to take, in bytes
   * @throws Problem 413 if it is longer, 400 if it is not UTF-8, 415 if it says that it is in
   *     another charset
   * @throws IllegalStateException if it was read before
   */
  public String text(long limit) throws InterruptedException {
    contentType()
        .ifPresent(
            type -> ContentType.requireUtf8(described(), ContentType.parse(described(), type)));
    byte[] bytes = bytes(limit);
    return Utf8.decode(bytes).orElseThrow(() -> Refused.malformed(described() + " is not UTF-8"));
  }

  /**
   * Writes the whole content to a new file, in large pieces and beside the loop. If it fails
   * half-way, the file is removed.
   *
   * @return how many bytes it has
   * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name
   * @throws IOException if it can't be written
   * @throws IllegalStateException if it was read before
   */
  public long saveTo(Path file) throws IOException, InterruptedException {
    begin();
    try (NewFile target = NewFile.create(file)) {
      eachPiece(target::write);
      target.keep();
    }
    return taken;
  }

  /** Gives all that is left, in pieces of at least {@link #PIECE} bytes but for the last. */
  void eachPiece(PieceTaker taker) throws IOException, InterruptedException {
    for (int n = await(PIECE); n > 0; n = await(PIECE)) {
      taker.take(window.bytes(), window.from(), n);
      take(n);
    }
  }

  /** The whole content, if it is no longer than this; else nothing has been taken. */
  Optional<byte[]> bytesIfWithin(int limit) throws InterruptedException {
    begin();
    int there = await(limit + 1);
    if (there > limit) {
      return Optional.empty();
    }
    byte[] whole = Arrays.copyOfRange(window.bytes(), window.from(), window.from() + there);
    take(there);
    return Optional.of(whole);
  }

  /** Goes to the end of the part. */
  void drop() throws InterruptedException {
    for (int n = awaitAny(1); n > 0; n = awaitAny(1)) {
      take(n);
    }
  }

  Label label() {
    return label;
  }

  long length() {
    return taken;
  }

  private String described() {
    return "The part " + Refused.quoted(name());
  }

  private void begin() {
    if (begun) {
      throw new IllegalStateException(
          described() + " was read before; its content can be had only once");
    }
    begun = true;
  }

  private int await(int wanted) throws InterruptedException {
    if (!form.isCurrent(this)) {
      throw new IllegalStateException(
          described() + " can be read only until the next part is asked for");
    }
    return awaitAny(wanted);
  }

  private int awaitAny(int wanted) throws InterruptedException {
    stepOverEmptyLine();
    // A client that is above its limit need not send a whole piece more to be told.
    long allowed = form.longest(this) - taken;
    int there = window.awaitContent((int) Math.min(wanted, allowed + 1));
    if (there < 0) {
      throw cutOff();
    }
    long known = taken + there;
    if (known > found) {
      int more = (int) (known - found);
      found = known;
      form.found(this, known, more);
    }
    return there;
  }

  /** A part may end at once, without the empty line that ends the header section. */
  private void stepOverEmptyLine() throws InterruptedException {
    if (!opened) {
      opened = true;
      window.giveBack(2);
      int there = window.awaitContent(2);
      if (there < 0) {
        throw cutOff();
      }
      window.take(there == 0 ? 0 : 2);
    }
  }

  private Problem cutOff() {
    return Refused.malformed(
        "The body ends inside the part "
            + Refused.quoted(name())
            + ", without the boundary that has to follow");
  }

  private void take(int count) {
    window.take(count);
    taken += count;
  }

  private void requireAtMost(long limit) {
    if (found > limit) {
      throw Refused.tooLarge(
          described() + " is longer than the " + limit + " bytes allowed here", "part", limit);
    }
  }
}
