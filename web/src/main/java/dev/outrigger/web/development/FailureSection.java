package dev.outrigger.web.development;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A failure and its causes with their stacks, and the source around the application's frames. */
final class FailureSection {
  private static final int MOST_CAUSES = 10;
  private static final int MOST_FRAMES = 200;
  private static final int MOST_EXCERPTS = 3;
  private static final int LONGEST_MESSAGE = 4000;
  private static final int LONGEST_LINE = 300;

  private final SourceFolders folders;
  private final List<Shown> shown = new ArrayList<>();

  /** One throwable of the chain. */
  private record Shown(String label, Throwable thrown, List<Excerpt> excerpts) {}

  private FailureSection(SourceFolders folders) {
    this.folders = folders;
  }

  /** Looks everything up. Reads files: not for a loop. */
  static FailureSection of(Throwable failure, SourceFolders folders) {
    var section = new FailureSection(folders);
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable at = failure;
    String label = "";
    while (at != null && section.shown.size() < MOST_CAUSES && seen.add(at)) {
      section.take(label, at);
      for (Throwable suppressed : at.getSuppressed()) {
        if (section.shown.size() < MOST_CAUSES && seen.add(suppressed)) {
          section.take("Suppressed", suppressed);
        }
      }
      at = at.getCause();
      label = "Caused by";
    }
    return section;
  }

  private void take(String label, Throwable thrown) {
    var excerpts = new ArrayList<Excerpt>();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (excerpts.size() < MOST_EXCERPTS && Frames.isApplication(frame)) {
        Excerpt.around(frame, folders).ifPresent(excerpts::add);
      }
    }
    shown.add(new Shown(label, thrown, excerpts));
  }

  void write(Markup page) {
    for (Shown one : shown) {
      page.tags("<section>");
      if (!one.label().isEmpty()) {
        page.tags("<p class=label>").text(one.label(), LONGEST_LINE).tags("</p>");
      }
      page.tags("<h2>").text(one.thrown().getClass().getName(), LONGEST_LINE).tags("</h2>");
      Optional.ofNullable(one.thrown().getMessage())
          .ifPresent(message ->
              page.tags("<pre class=message>").text(message, LONGEST_MESSAGE).tags("</pre>"));
      one.excerpts().forEach(excerpt -> write(excerpt, page));
      stack(one.thrown().getStackTrace(), page);
      page.tags("</section>");
    }
  }

  private static void write(Excerpt excerpt, Markup page) {
    page.tags("<figure><figcaption>")
        .text(excerpt.file() + ", line " + excerpt.failing(), LONGEST_LINE)
        .tags("</figcaption><pre class=source>");
    int number = excerpt.first();
    for (String line : excerpt.lines()) {
      boolean failing = number == excerpt.failing();
      page.tags(failing ? "<mark>→ " : "  ")
          .text("%5d  %s".formatted(number, line), LONGEST_LINE)
          .tags(failing ? "</mark>\n" : "\n");
      number++;
    }
    page.tags("</pre></figure>");
  }

  private static void stack(StackTraceElement[] frames, Markup page) {
    page.tags("<ol>");
    for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
      page.tags(Frames.isApplication(frames[i]) ? "<li class=own>" : "<li>")
          .text(frames[i].toString(), LONGEST_LINE)
          .tags("</li>");
    }
    page.tags("</ol>");
    if (frames.length > MOST_FRAMES) {
      page.tags("<p>").text("… " + (frames.length - MOST_FRAMES) + " more", 40).tags("</p>");
    }
  }
}
