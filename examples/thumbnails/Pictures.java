package dev.outrigger.examples.thumbnails;

import dev.outrigger.pool.CacheStatistics;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.pool.TaskOptions;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.binding.Default;
import dev.outrigger.web.binding.Describe;
import dev.outrigger.web.binding.Get;
import dev.outrigger.web.binding.Post;
import dev.outrigger.web.binding.Status;
import dev.outrigger.web.caching.SharedResults;
import dev.outrigger.web.events.Event;
import dev.outrigger.web.events.EventStream;
import dev.outrigger.web.files.Content;
import dev.outrigger.web.forms.MultipartForm;
import dev.outrigger.web.forms.MultipartLimits;
import dev.outrigger.web.forms.UploadedFile;
import dev.outrigger.web.forms.Uploads;
import dev.outrigger.web.headers.CacheControl;
import dev.outrigger.web.headers.MediaType;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The endpoints below {@code /pictures}. */
final class Pictures {
  private static final int MEGABYTE = 1 << 20;
  private static final String ID = "{id:[0-9a-f]{64}}";
  // The content is in the address, so it never changes.
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).publicly().immutable();

  private final PictureStore store;
  private final TaskOptions options;
  private final Uploads uploads;
  private final SharedResults<Wanted, Small> cache =
      SharedResults.weighing(64 * MEGABYTE, Small::bytes);

  /**
   * @param limit how long a worker may be at one picture
   */
  Pictures(PictureStore store, Duration limit) {
    this.store = store;
    this.options = TaskOptions.defaults().runningAtMost(limit).within(limit.multipliedBy(3));
    this.uploads =
        Uploads.defaults()
            // On one file system with the store, so that keeping a file is renaming it.
            .withDirectory(store.folder())
            .withLimits(
                MultipartLimits.defaults()
                    .withParts(8)
                    .withFile(20L * MEGABYTE)
                    .withTotal(64L * MEGABYTE));
  }

  private record Wanted(String id, int width) {}

  private record Small(Content content, int bytes) {}

  /** A picture that was kept. */
  record Picture(String id, String name, String type, int width, int height, String thumbnail) {}

  @Post("/")
  @Status(201)
  @Describe(
      summary = "Keeps up to eight pictures, sent as files named picture",
      problems = {413, 415, 422})
  List<Picture> upload(Request request) throws Exception {
    MultipartForm form = request.multipart(uploads);
    List<Picture> kept = new ArrayList<>();
    for (UploadedFile file : form.files("picture")) {
      PictureStore.Kept it = store.keep(file);
      kept.add(
          new Picture(
              it.id(),
              file.filename(),
              it.header().type(),
              it.header().width(),
              it.header().height(),
              "/pictures/" + it.id() + "/thumbnail"));
    }
    if (kept.isEmpty()) {
      throw Problem.badRequest("The form has no file named picture");
    }
    return kept;
  }

  @Get("/" + ID + "/thumbnail")
  @Describe(
      summary = "A picture, so many pixels wide",
      problems = {404, 422, 503})
  Response thumbnail(Request request, String id, @Default("320") @Min(16) @Max(2000) int width)
      throws Exception {
    return small(request, new Wanted(id, width)).content().answer(request);
  }

  @Get("/progress")
  @Describe(summary = "Makes thumbnails, and tells by events when each is ready, or why it is not")
  Response progress(
      Request request,
      @Size(min = 1, max = 8) List<String> id,
      @Default("320") @Min(16) @Max(2000) int width) {
    return request.events(stream -> {
      boolean _ =
          TaskGroup.run(group -> {
            for (String each : id) {
              group.spawn(each, () -> tell(request, stream, new Wanted(each, width)));
            }
            return true;
          });
      stream.send(Event.of("all").named("done"));
    });
  }

  private void tell(Request request, EventStream stream, Wanted wanted) throws Exception {
    try {
      Small _ = small(request, wanted);
      stream.send(Event.of(wanted.id()).named("ready"));
    } catch (Problem problem) {
      stream.send(Event.of(wanted.id() + " " + problem.detail()).named("failed"));
    } catch (TaskFailedException lost) {
      stream.send(Event.of(wanted.id() + " " + Losses.problem(lost).detail()).named("failed"));
    }
  }

  /** Made once, however many ask for it at once; the work ends when all of them have left. */
  private Small small(Request request, Wanted wanted) throws Exception {
    return cache.get(
        wanted,
        () -> {
          Path file = store.find(wanted.id());
          byte[] made =
              request.offload(
                  options.withKey(wanted.id()),
                  Shrinking::thumbnail,
                  file.toFile(),
                  wanted.width());
          MediaType type = MediaType.parse(made[0] == (byte) 0x89 ? "image/png" : "image/jpeg");
          return new Small(Content.of(type, made).cacheControl(FOR_EVER), made.length);
        });
  }

  CacheStatistics statistics() {
    return cache.statistics();
  }
}
