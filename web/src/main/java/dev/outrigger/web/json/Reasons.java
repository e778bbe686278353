package dev.outrigger.web.json;

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

  private Reasons() {}

  static String of(JacksonException failure) {
    return switch (failure) {
      case InvalidNullException _ -> "this is missing";
      case InvalidFormatException unfit when unfit.getTargetType() != null ->
          quoted(String.valueOf(unfit.getValue()))
              + " is not "
              + JsonKinds.of(unfit.getTargetType());
      case ValueInstantiationException refused when refused.getCause() != null ->
          JavaNames.hide(firstLine(refused.getCause().getMessage()));
      case MismatchedInputException unfit when unfit.getTargetType() != null ->
          "this is not " + JsonKinds.of(unfit.getTargetType());
      default -> JavaNames.hide(firstLine(failure.getOriginalMessage()));
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

  private static String firstLine(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "this is refused" : text.lines().findFirst().orElse("this is refused");
  }
}
