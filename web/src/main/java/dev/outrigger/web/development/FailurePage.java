package dev.outrigger.web.development;

import dev.outrigger.http.Headers;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.runtime.Blocking;
import dev.outrigger.web.headers.MediaType;
import dev.outrigger.web.headers.Preferences;
import dev.outrigger.web.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What a browser gets in place of a problem when a handler has a bug: the failure, its stacks, the
 * source around them, and the request. It loads nothing and runs nothing; a policy keeps browsers
 * from it too, should an escape be forgotten.
 */
public final class FailurePage {
  private static final int LONGEST = 300;
  private static final List<MediaType> OFFERS =
      List.of(MediaType.PROBLEM_JSON, MediaType.JSON, MediaType.of("text", "html"));

  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em; }
      h1 { font-size: 1.1em; } h2 { font-size: 1.3em; margin: 0; overflow-wrap: anywhere; }
      section { border-top: 1px solid #8886; margin-top: 1.5em; padding-top: 1em; }
      pre, ol, td { font-family: ui-monospace, monospace; font-size: 13px; }
      pre { overflow-x: auto; padding: .6em; background: #8881; }
      .message { font-size: 15px; white-space: pre-wrap; overflow-wrap: anywhere; }
      .label { margin: 0; opacity: .7; } figure { margin: 1em 0; }
      mark { background: #e536; color: inherit; display: inline-block; min-width: 100%; }
      ol { list-style: none; padding: 0; } li { opacity: .55; overflow-wrap: anywhere; }
      li.own { opacity: 1; font-weight: bold; }
      th { text-align: left; vertical-align: top; padding-right: 1em; } td { overflow-wrap: anywhere; }
      """;

  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + digest(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private FailurePage() {}

  /** Whether a client would rather see this than a problem. */
  public static boolean isWanted(Headers fields) {
    return fields.contains("Accept")
        && Preferences.types(fields)
            .best(OFFERS)
            .filter(best -> best.equals(OFFERS.getLast()))
            .isPresent();
  }

  /** The page, under status 500. Reads source files beside the loop. */
  public static HttpResponse of(Throwable failure, String id, Asked asked) {
    FailureSection section = looked(failure);
    var page = new Markup();
    page.tags("<!DOCTYPE html><html lang=en><meta charset=utf-8><title>")
        .text(failure.getClass().getSimpleName(), LONGEST)
        .tags("</title><style>" + STYLE + "</style><h1>")
        .text(asked.http().method() + " " + asked.http().path() + " failed with a bug", LONGEST)
        .tags("</h1><p>")
        .text(
            "The log has this under the id " + id + ". This page is shown in development only.",
            LONGEST)
        .tags("</p>");
    section.write(page);
    RequestSection.write(asked, page);
    byte[] html = page.tags("</html>").toString().getBytes(StandardCharsets.UTF_8);
    return HttpResponse.of(500, "text/html; charset=utf-8", html)
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-store");
  }

  private static FailureSection looked(Throwable failure) {
    try {
      return Blocking.call(() -> FailureSection.of(failure, SourceFolders.ofThisProcess()));
    } catch (InterruptedException gone) {
      Thread.currentThread().interrupt();
      return FailureSection.of(failure, SourceFolders.none());
    } catch (Exception withoutSource) {
      return FailureSection.of(failure, SourceFolders.none());
    }
  }

  private static String digest(String style) {
    byte[] hash = Sha256.of(style.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(hash);
  }
}
