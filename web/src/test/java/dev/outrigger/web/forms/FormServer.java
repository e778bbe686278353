package dev.outrigger.web.forms;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpServer;
import dev.outrigger.http.Limits;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A server that answers a form with a line for each field and for each file, with its SHA-256. */
final class FormServer implements AutoCloseable {
  private final EventLoops loops;
  private final HttpServer server;
  private final Uploads uploads;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  private FormServer(TaskBackend backend, Uploads uploads, Limits limits) {
    this.uploads = uploads;
    loops = EventLoops.builder().name("forms").tasks(backend).start();
    server =
        HttpServer.builder(loops, this::answer)
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .limits(limits)
            .start();
  }

  static FormServer start(TaskBackend backend, Uploads uploads, Limits limits) {
    return new FormServer(backend, uploads, limits);
  }

  int port() {
    return server.address().getPort();
  }

  /** What the first form that could not be read threw. */
  Throwable failure() throws Exception {
    return failure.get(15, TimeUnit.SECONDS);
  }

  /** How many files of forms there are now. */
  long spooled() {
    try (Stream<Path> files = Files.list(uploads.directory())) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse answer(HttpRequest request) throws Exception {
    try (MultipartForm form = MultipartForm.read(request, uploads)) {
      return HttpResponse.text(200, told(form));
    } catch (Problem problem) {
      return HttpResponse.text(problem.status(), problem.detail());
    } catch (Exception e) {
      failure.complete(e);
      throw e;
    }
  }

  private static String told(MultipartForm form) throws Exception {
    StringBuilder told = new StringBuilder();
    form.fields()
        .asMap()
        .forEach((name, values) -> told.append(name).append('=').append(values).append('\n'));
    for (UploadedFile each : form.files()) {
      try (InputStream in = each.open()) {
        told.append(each.name()).append(' ').append(each.filename()).append(' ');
        told.append(each.contentType().orElse("-")).append(' ');
        told.append(sha256(in)).append('\n');
      }
    }
    return told.toString();
  }

  static String sha256(InputStream in) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] piece = new byte[64 * 1024];
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      digest.update(piece, 0, n);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A connection with the header of a form on its way; what it sends then is the body. */
  Socket post(String length) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(15_000);
    socket
        .getOutputStream()
        .write(
            ("POST / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n"
                    + "Content-Type: multipart/form-data; boundary=AaB03x\r\n"
                    + length
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Waits at most 15 seconds. */
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen within 15 seconds");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    server.close();
    loops.close();
  }
}
