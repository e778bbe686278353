package dev.outrigger.bench.web;

import dev.outrigger.web.App;
import dev.outrigger.web.Request;
import dev.outrigger.web.files.StaticFiles;
import dev.outrigger.web.forms.MultipartForm;
import dev.outrigger.web.forms.Uploads;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The works of Outrigger that need more of the framework than routes: {@code POST /validated},
 * {@code GET /static/app.js} and {@code POST /upload}.
 */
final class BoundWorks {
  private BoundWorks() {}

  /**
   * Declares them.
   *
   * @param folder holds {@code static/app.js}, and {@code uploads} for files that come
   */
  static void declare(App app, Path folder) {
    Uploads uploads = Uploads.defaults().withDirectory(folder.resolve("uploads"));
    app.endpoints(new Signup.Page());
    app.files("/static", StaticFiles.of(folder.resolve("static")));
    app.post("/upload", request -> upload(request, uploads));
  }

  private static String upload(Request request, Uploads uploads)
      throws IOException, InterruptedException {
    try (MultipartForm form = MultipartForm.read(request.http(), uploads)) {
      return Long.toString(form.file("file").orElseThrow().size());
    }
  }
}
