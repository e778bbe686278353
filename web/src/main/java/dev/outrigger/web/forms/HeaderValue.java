package dev.outrigger.web.forms;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header value with parameters: {@code form-data; name="a"; filename="b.txt"}.
 *
 * <p>In quotes, a backslash hides only a quote or another backslash: there are clients that send
 * paths of Windows as they are.
 *
 * @param value what stands before the parameters, in lower case
 * @param parameters by their names in lower case
 */
record HeaderValue(String value, Map<String, String> parameters) {

  /** A value that can't be read; the message says why, and goes behind the value's name. */
  static final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;

    private BadValue(String reason) {
      super(reason, null, false, false);
    }
  }

  static HeaderValue parse(String text) throws BadValue {
    return new Reader(text).read();
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    HeaderValue read() throws BadValue {
      String value = upTo(";").strip().toLowerCase(Locale.ROOT);
      var parameters = new LinkedHashMap<String, String>();
      while (at < text.length()) {
        at++;
        skipBlanks();
        if (at < text.length() && text.charAt(at) != ';') {
          String name = upTo("=;").strip().toLowerCase(Locale.ROOT);
          if (at == text.length() || text.charAt(at) == ';') {
            throw new BadValue("has a parameter without a value, " + Refused.quoted(name));
          }
          at++;
          skipBlanks();
          boolean quoted = at < text.length() && text.charAt(at) == '"';
          if (parameters.put(name, quoted ? quotedString() : token(name)) != null) {
            throw new BadValue("has the parameter " + Refused.quoted(name) + " twice");
          }
        }
      }
      return new HeaderValue(value, parameters);
    }

    private String upTo(String ends) {
      int begin = at;
      while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(begin, at);
    }

    private void skipBlanks() {
      while (at < text.length() && isBlank(text.charAt(at))) {
        at++;
      }
    }

    private String token(String name) throws BadValue {
      String token = upTo(";").strip();
      if (token.isEmpty() || token.chars().anyMatch(c -> isBlank((char) c) || c == '"')) {
        throw new BadValue("needs quotes around the value of " + Refused.quoted(name));
      }
      return token;
    }

    private String quotedString() throws BadValue {
      var value = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '"') {
          at++;
          skipBlanks();
          if (at < text.length() && text.charAt(at) != ';') {
            throw new BadValue("goes on behind a closing quote without a \";\"");
          }
          return value.toString();
        }
        if (c == '\\' && at + 1 < text.length() && "\"\\".indexOf(text.charAt(at + 1)) >= 0) {
          at++;
          c = text.charAt(at);
        }
        value.append(c);
      }
      throw new BadValue("has a quote that is not closed");
    }

    private static boolean isBlank(char c) {
      return c == ' ' || c == '\t';
    }
  }
}
