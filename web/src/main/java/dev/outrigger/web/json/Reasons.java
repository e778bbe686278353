package dev.outrigger.web.json;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Why Jackson did not read something, in words for those who write JSON. */
final class Reasons {
  private static final int LONGEST = 80;
  // Where an array began, which Jackson does not know by then, and says all the same.
  private static final Pattern UNKNOWN_PLACE = Pattern.compile(" ?\\([^()]*\\[Source: [^\\]]*]\\)");

  private Reasons() {}

  static String of(JacksonException failure) {
    return switch (failure) {
      case InvalidNullException _ -> "this is missing";
      case InvalidFormatException unfit when unfit.getTargetType() != null ->
          quoted(String.valueOf(unfit.getValue()))
              + " is not "
              + JsonKinds.of(unfit.getTargetType());
      case ValueInstantiationException refused when refused.getCause() != null ->
          Said.by(refused.getCause());
      case MismatchedInputException unfit when unfit.getTargetType() != null ->
          "this is not " + JsonKinds.of(unfit.getTargetType());
      default -> UNKNOWN_PLACE.matcher(Said.inOneLine(failure.getOriginalMessage())).replaceAll("");
    };
  }

  /** The same, for a value: a text that was wanted as something else is shown. */
  static String of(JacksonException failure, JsonNode value) {
    boolean isText =
        value.isString()
            && failure.getClass() == MismatchedInputException.class
            && failure.getPath().isEmpty();
    Class<?> wanted = failure instanceof MismatchedInputException m ? m.getTargetType() : null;
    return isText && wanted != null
        ? quoted(value.asString()) + " is not " + JsonKinds.of(wanted)
        : of(failure);
  }

  /** With line and column, where they are known. */
  static String withPlace(JacksonException failure) {
    TokenStreamLocation at = failure.getLocation();
    return at == null || at.getLineNr() < 1
        ? of(failure)
        : of(failure) + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  private static String quoted(String value) {
    return "\"" + (value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value) + "\"";
  }
}
