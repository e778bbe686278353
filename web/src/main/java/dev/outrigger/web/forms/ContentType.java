package dev.outrigger.web.forms;

import dev.outrigger.http.HttpRequest;
import java.util.List;
import java.util.Locale;

/** Whether a body or a part is what it has to be. */
final class ContentType {
  private ContentType() {}

  /** The request's content type, if it is this one. */
  static HeaderValue require(HttpRequest request, String wanted) {
    List<String> sent = request.headers().all("Content-Type");
    if (sent.isEmpty()) {
      throw Refused.notTaken("The request has no Content-Type; " + wanted + " is taken here");
    }
    if (sent.size() > 1) {
      throw Refused.malformed("The request has " + sent.size() + " Content-Type fields");
    }
    HeaderValue type = parse("The request's Content-Type", sent.getFirst());
    if (!type.value().equals(wanted)) {
      throw Refused.notTaken(
          "The request's Content-Type is "
              + Refused.quoted(type.value())
              + "; "
              + wanted
              + " is taken here");
    }
    requireUtf8("The request's Content-Type", type);
    return type;
  }

  static HeaderValue parse(String whose, String text) {
    try {
      return HeaderValue.parse(text);
    } catch (HeaderValue.BadValue e) {
      throw Refused.malformed(whose + " " + e.getMessage());
    }
  }

  static void requireUtf8(String whose, HeaderValue type) {
    type.parameter("charset").ifPresent(charset -> requireUtf8(whose, charset));
  }

  /** ASCII is UTF-8 as well; anything else would have to be guessed at. */
  static void requireUtf8(String whose, String charset) {
    switch (charset.toLowerCase(Locale.ROOT)) {
      case "utf-8", "utf8", "us-ascii", "ascii" -> {}
      default ->
          throw Refused.notTaken(
              whose + " says charset " + Refused.quoted(charset) + "; only UTF-8 is taken here");
    }
  }
}
