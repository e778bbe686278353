package dev.outrigger.web.files;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.web.Handler;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.disk.Disk;
import dev.outrigger.web.headers.CacheControl;
import dev.outrigger.web.headers.MediaType;
import dev.outrigger.web.headers.Preferences;
import dev.outrigger.web.text.Percent;
import java.io.IOException;
import java.net.URL;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The files of a folder, or resources of the class path, under a path of the application. Each
 * change of an option makes a copy.
 *
 * <pre>{@code
 * app.files("/static",
 *     StaticFiles.of(Path.of("public")).maxAge(Duration.ofHours(1)).precompressed());
 * }</pre>
 *
 * <p>Files of up to 256 KiB are kept in memory, up to 32 MiB of them, and then cost what any other
 * answer costs; whether they have changed is looked up at most once a second. Their entity tags are
 * digests of their bytes. Larger ones are read piece by piece while they are sent, and named by
 * length and time of change.
 *
 * <p>Only files that lie in the folder are sent, wherever links lead. Paths with {@code ..}, with
 * backslashes or control characters, with encoded slashes or empty names are 404, and so is every
 * name that begins with a dot, unless {@link #withDotFiles} is said. Who may write into the folder
 * must be trusted all the same: a folder that becomes a link while it is read is not noticed.
 *
 * <p>A missing file is 404; nothing is listed unless {@link #listing} is said.
 */
public final class StaticFiles implements Handler {
  private static final long CHECK_EVERY = TimeUnit.SECONDS.toNanos(1);
  // A digit and a letter at least: dates, and words of these letters, are no digests.
  private static final Predicate<String> DIGEST =
      Pattern.compile("[.-](?=[0-9a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{8,}\\.").asPredicate();

  private final Tree tree;
  private final StaticOptions options;
  private final Search search;
  private final Shelf shelf;

  private StaticFiles(Tree tree, StaticOptions options) {
    this.tree = tree;
    this.options = options;
    this.search = new Search(tree, options);
    this.shelf = new Shelf(options.memory());
  }

  /**
   * The files of a folder.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static StaticFiles of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "\"" + folder.toAbsolutePath() + "\" is no folder, so no file of it can be served");
    }
    return new StaticFiles(new Tree.OfFolder(folder.toAbsolutePath()), StaticOptions.defaults());
  }

  /**
   * Resources in a folder beside a class. In a named module that folder must be open to this one,
   * as names that are no packages are.
   *
   * @param folder such as {@code static}, or {@code /META-INF/static} from the root of the class
   *     path
   * @throws IllegalArgumentException if there is no such folder in the class's jar
   */
  public static StaticFiles ofResources(Class<?> beside, String folder) {
    String name = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    URL url = beside.getResource(name);
    if (name.isEmpty() || url == null) {
      throw new IllegalArgumentException(
          "There is no folder \""
              + folder
              + "\" beside "
              + beside.getName()
              + " on the class path");
    }
    return new StaticFiles(new Tree.OfResources(beside, name), StaticOptions.defaults());
  }

  private StaticFiles with(StaticOptions changed) {
    return new StaticFiles(tree, changed);
  }

  /** Browsers and caches use a file for so long without asking. */
  public StaticFiles maxAge(Duration age) {
    return cacheControl(CacheControl.maxAge(age).publicly());
  }

  /** What caches may do with files. Default: {@code no-cache}, to ask each time for a change. */
  public StaticFiles cacheControl(CacheControl choice) {
    return with(options.withCaching(choice));
  }

  /**
   * Files with a digest in their names, as {@code app.3f2a9c1b.js} or {@code app-3f2a9c1b.js}, are
   * kept for a year and never asked for again. A digest has 8 or more hexadecimal digits in small
   * letters, with a digit and a letter among them.
   */
  public StaticFiles immutableDigests() {
    return immutable(DIGEST);
  }

  /**
   * Files with these names are kept for a year and never asked for again.
   *
   * @param names takes the last part of a path
   */
  public StaticFiles immutable(Predicate<String> names) {
    return with(options.withUnchanging(names));
  }

  /**
   * Sends {@code app.js.br}, {@code app.js.zst} or {@code app.js.gz} in place of {@code app.js} to
   * who takes that coding: of those that a client likes equally, the shortest. Keeping them up to
   * date is up to whoever makes them.
   */
  public StaticFiles precompressed() {
    return with(options.withPrecompressed());
  }

  /** The files that stand for their folder, the first that is there. Default: index.html. */
  public StaticFiles index(String... names) {
    return with(options.withIndex(List.of(names)));
  }

  /**
   * Answers by this file where there is none, for applications that run in the browser and draw
   * their own paths: if the client wants a page, and the path does not end like a file's.
   *
   * @param path such as {@code index.html}
   */
  public StaticFiles fallback(String path) {
    return with(options.withFallback(path));
  }

  /** Lists folders that have no index file; those in jars can't be. */
  public StaticFiles listing() {
    if (tree instanceof Tree.OfResources) {
      throw new IllegalArgumentException("resources can't be listed; serve a folder by of(Path)");
    }
    return with(options.withListing());
  }

  /** Serves names that begin with a dot too, such as {@code .well-known}. */
  public StaticFiles withDotFiles() {
    return with(options.withHidden());
  }

  /** How many bytes of files to keep in memory; 0 to read each file each time. */
  public StaticFiles memory(long bytes) {
    return with(options.withMemory(bytes));
  }

  /**
   * Answers by the file that the route's parameter {@code file} names, as {@code App.files(String,
   * Handler)} declares it.
   *
   * @throws Problem 404 if there is no such file, 412 or 416 if the request's conditions or ranges
   *     fail
   * @throws IOException if it can't be read
   */
  @Override
  public Response handle(Request request) throws IOException, InterruptedException {
    String path = request.path("file");
    if (Names.hideSlash(request.path())) {
      throw missing(request);
    }
    Optional<Kept> kept = shelf.find(path);
    if (kept.isPresent() && !kept.get().isToBeChecked(CHECK_EVERY)) {
      return kept.get().answer(request);
    }
    if (!Names.areSound(path, options.hidden())) {
      throw missing(request);
    }
    try {
      return read(request, path, kept);
    } catch (Source.ChangedException e) {
      throw Problem.of(503, request.path() + " changes all the time; ask again")
          .header("Retry-After", "1");
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw missing(request);
    }
  }

  private Response read(Request request, String path, Optional<Kept> known)
      throws IOException, InterruptedException {
    return switch (Disk.call(() -> search.find(path, known))) {
      case Search.Found.AFile(Kept file) -> {
        if (known.isEmpty() || known.get() != file) {
          shelf.put(path, file);
        }
        yield file.answer(request);
      }
      case Search.Found.Unslashed _ -> slashed(path, request.http().query());
      case Search.Found.Listed(Path folder) -> {
        String page = Disk.call(() -> Listing.of("/" + path, folder, options.hidden()));
        yield Response.html(page).header("Cache-Control", "no-cache");
      }
      case Search.Found.Nothing _ -> {
        shelf.remove(path);
        yield fallback(request, path);
      }
    };
  }

  private Response fallback(Request request, String path) throws IOException, InterruptedException {
    Optional<String> fallback = options.fallback();
    boolean isPage =
        fallback.isPresent() && !fallback.get().equals(path) && Names.last(path).indexOf('.') < 0;
    if (!isPage) {
      throw missing(request);
    }
    // A cache must not give to a browser what another client was told, and it may keep a 404.
    if (!Preferences.types(request.headers()).accepts(MediaType.HTML)) {
      throw missing(request).header("Vary", "Accept");
    }
    String page = fallback.get();
    Optional<Kept> kept = shelf.find(page);
    Response answer =
        kept.isPresent() && !kept.get().isToBeChecked(CHECK_EVERY)
            ? kept.get().answer(request)
            : read(request, page, kept);
    return answer.header("Vary", "Accept");
  }

  /** Sends the client to the same path with a slash: seen from the folder that it lies in. */
  private static Response slashed(String path, String query) {
    String location = "./" + Percent.encode(Names.last(path)) + "/";
    try {
      String whole = query.isEmpty() ? location : location + "?" + query;
      return Response.of(HttpResponse.redirect(308, whole));
    } catch (IllegalArgumentException e) {
      // Browsers send characters in a query that a URI can't have; the page must do without it.
      return Response.of(HttpResponse.redirect(308, location));
    }
  }

  private static Problem missing(Request request) {
    return Problem.notFound("Nothing is at " + request.path());
  }
}
