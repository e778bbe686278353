package dev.outrigger.web.forms;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.web.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Writes forms, and reads them back as lines. */
final class Forms {
  private Forms() {}

  /** A form of one part with this header section and content. */
  static String onePart(String headers, String content) {
    return "--AaB03x\r\n" + headers + "\r\n\r\n" + content + "\r\n--AaB03x--\r\n";
  }

  static String named(String name, String content) {
    return onePart("Content-Disposition: form-data; name=\"" + name + "\"", content);
  }

  /** Each part as {@code name/filename/contentType=content}. */
  static List<String> read(HttpRequest request) throws InterruptedException {
    return read(request, MultipartLimits.defaults());
  }

  static List<String> read(HttpRequest request, MultipartLimits limits)
      throws InterruptedException {
    Multipart parts = Multipart.parts(request, limits);
    List<String> all = new ArrayList<>();
    for (Optional<Part> next = parts.next(); next.isPresent(); next = parts.next()) {
      Part part = next.get();
      all.add(
          part.name()
              + part.filename().map(name -> "/" + name).orElse("")
              + part.contentType().map(type -> "/" + type).orElse("")
              + "="
              + new String(part.bytes(1 << 24), StandardCharsets.UTF_8));
    }
    return all;
  }

  static List<String> read(String body) throws InterruptedException {
    return read(ScriptedRequest.multipart(body));
  }

  /** Status and detail of the problem that this throws. */
  static String refusal(ThrowingCallable call) {
    Problem problem = catchThrowableOfType(Problem.class, call);
    return problem.status() + " " + problem.detail();
  }
}
