package dev.outrigger.bench.web;

import dev.outrigger.web.App;
import dev.outrigger.web.Request;
import dev.outrigger.web.forms.MultipartForm;
import dev.outrigger.web.forms.Uploads;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The works of Outrigger that need more of the framework than routes: {@code POST /validated},
 * {@code GET /static/app.js} and {@code POST /upload}. A way that is not declared is a dash in the
 * report.
 */
final class BoundWorks {
  private BoundWorks() {}

  /**
   * Declares what the framework can do.
   *
   * @param folder holds {@code static/app.js}, and {@code uploads} for files that come
   * @return the ways that are declared, of {@code validated}, {@code static} and {@code upload}
   */
  static String[] declare(App app, Path folder) {
    Uploads uploads = Uploads.defaults().withDirectory(folder.resolve("uploads"));
    app.post("/upload", request -> upload(request, uploads));
    return new String[] {"upload"};
  }

  private static String upload(Request request, Uploads uploads)
      throws IOException, InterruptedException {
    try (MultipartForm form = MultipartForm.read(request.http(), uploads)) {
      return Long.toString(form.file("file").orElseThrow().size());
    }
  }
}
