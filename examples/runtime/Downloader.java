import dev.outrigger.runtime.Blocking;
import dev.outrigger.runtime.Outrigger;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;

/**
 * Downloads files, four at a time, and shows how far each has come: bars on a terminal, else lines.
 *
 * <pre>
 *   ./outrigger run examples/runtime/Downloader.java FOLDER http://localhost:8000/a.iso ...
 * </pre>
 *
 * <p>A file gets its name when it is whole. A server that is gone or silent (for 30 seconds, or
 * {@code --silence SECONDS}) in the middle is asked for the rest, twice. What is left of a file
 * that fails is removed, also after Ctrl-C. The exit status is 1 if a file failed.
 */
public final class Downloader {
  private static final int AT_ONCE = 4;
  private static final int ATTEMPTS = 3;

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();
  private final Progress progress = new Progress();
  private final Duration silence;
  private final Path folder;
  private final List<URI> addresses;

  private Downloader(String silence, String folder, List<String> addresses) {
    this.silence = Duration.ofSeconds(Long.parseLong(silence));
    this.folder = Path.of(folder);
    this.addresses = addresses.stream().map(URI::create).toList();
    if (addresses.isEmpty()
        || this.addresses.stream().map(Downloader::name).distinct().count() < addresses.size()) {
      throw new IllegalArgumentException(addresses + " are none, or two of them the same");
    }
  }

  public static void main(String[] arguments) throws Exception {
    Downloader downloader = parse(List.of(arguments));
    Files.createDirectories(downloader.folder);
    System.exit(downloader.all() ? 0 : 1);
  }

  private static Downloader parse(List<String> words) {
    try {
      boolean told = words.getFirst().equals("--silence");
      List<String> rest = words.subList(told ? 2 : 0, words.size());
      return new Downloader(
          told ? words.get(1) : "30", rest.getFirst(), rest.subList(1, rest.size()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException e) {
      System.err.println(
          "usage: Downloader [--silence SECONDS] FOLDER URL..., each of another name");
      System.exit(2);
      throw e;
    }
  }

  private static String name(URI address) {
    if (address.getHost() == null) {
      throw new IllegalArgumentException(address + " names no host");
    }
    String path = address.getPath();
    return path.endsWith("/") || path.isEmpty() ? "index.html" : Path.of(path).getFileName() + "";
  }

  private boolean all() throws Exception {
    return Outrigger.run(group -> {
      group.spawn("progress", progress::show);
      try (var downloads = Tasks.map(AT_ONCE, addresses, this::download)) {
        boolean whole = !downloads.toList().contains(false);
        group.cancel("there is nothing more to show");
        return whole;
      }
    });
  }

  private boolean download(URI address) throws Exception {
    String name = name(address);
    Path part = folder.resolve(name + ".part");
    Progress.Bar bar = progress.begin(name);
    try {
      fetch(address, part, bar);
      Path whole = folder.resolve(name);
      Blocking.call(() -> Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING));
      progress.end(name, "done, " + bar.megabytes());
      return true;
    } catch (IOException | TimeoutException | IllegalArgumentException e) {
      progress.end(name, "failed: " + (e.getMessage() == null ? e : e.getMessage()));
      return false;
    } finally {
      Scope.shield(() -> Blocking.call(() -> Files.deleteIfExists(part)));
    }
  }

  private void fetch(URI address, Path part, Progress.Bar bar) throws Exception {
    String version = "";
    for (int attempt = 1; ; attempt++) {
      HttpResponse<InputStream> response = ask(address, version, bar.received());
      try (InputStream body = response.body()) {
        if (response.statusCode() == 200) {
          Blocking.call(() -> Files.write(part, new byte[0]));
          bar.begin(response.headers().firstValueAsLong("Content-Length").orElse(0));
          version = response.headers().firstValue("ETag").orElse("");
        }
        receive(body, part, bar);
        return;
      } catch (IOException | TimeoutException e) {
        // The JDK's streams tell an interrupt as an IOException.
        Scope.checkpoint();
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** For the rest of the same version of the file, if there is a part of it. */
  private HttpResponse<InputStream> ask(URI address, String version, long have) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (have > 0 && !version.isEmpty()) {
      request.header("Range", "bytes=" + have + "-").header("If-Range", version);
    }
    HttpResponse<InputStream> response =
        Scope.timeout(silence, () -> client.send(request.build(), BodyHandlers.ofInputStream()));
    if (response.statusCode() != 200 && response.statusCode() != 206) {
      response.body().close();
      throw new IOException("status " + response.statusCode());
    }
    return response;
  }

  private void receive(InputStream body, Path part, Progress.Bar bar) throws Exception {
    byte[] buffer = new byte[1 << 16];
    while (true) {
      int length = Scope.timeout(silence, () -> body.read(buffer));
      if (length < 0) {
        return;
      }
      byte[] bytes = Arrays.copyOf(buffer, length);
      Blocking.call(
          () -> Files.write(part, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
      bar.add(length);
    }
  }
}
