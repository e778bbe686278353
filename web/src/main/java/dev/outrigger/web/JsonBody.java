package dev.outrigger.web;

import dev.outrigger.http.Headers;
import dev.outrigger.web.headers.MediaType;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON that a client sent; what is wrong with it becomes a problem that says where. */
final class JsonBody {
  private JsonBody() {}

  /**
   * @throws Problem 415 if it is not called JSON; 400 if it is none; 422 if it does not fit the
   *     type
   */
  static Object read(JsonMapper mapper, Headers headers, byte[] body, JavaType type) {
    requireJson(headers);
    try {
      Object value = mapper.readValue(body, type);
      if (value == null) {
        throw Problem.unprocessable("The body is null, which is not accepted here");
      }
      return value;
    } catch (InputCoercionException tooLarge) {
      throw unfit(tooLarge);
    } catch (StreamReadException | StreamConstraintsException malformed) {
      throw Problem.badRequest("The body is no JSON: " + reason(malformed));
    } catch (ValueInstantiationException refused) {
      throw refused.getCause() instanceof Problem problem ? problem : unfit(refused);
    } catch (JacksonException unfit) {
      throw unfit(unfit);
    }
  }

  // Also a matter of safety: a form on a strange page can send text/plain, but never this.
  private static void requireJson(Headers headers) {
    String type = headers.first("Content-Type").orElse("");
    if (!type.equals("application/json") && (type.isEmpty() || !MediaType.parse(type).isJson())) {
      throw Problem.of(
          415,
          "The body must be JSON, under Content-Type: application/json; this one "
              + (type.isEmpty() ? "has no Content-Type" : "is " + type));
    }
  }

  private static Problem unfit(JacksonException failure) {
    String pointer = pointer(failure);
    String reason = reason(failure);
    return Problem.unprocessable(
            "The body does not fit: "
                + (pointer.equals("#") ? "" : pointer.substring(2) + ": ")
                + reason)
        .with(
            "errors", (java.io.Serializable) List.of(Map.of("pointer", pointer, "detail", reason)));
  }

  /** Where it is, as a JSON pointer in a fragment: {@code #/items/3/price}. */
  private static String pointer(JacksonException failure) {
    var pointer = new StringBuilder("#");
    for (JacksonException.Reference step : failure.getPath()) {
      pointer.append('/');
      if (step.getPropertyName() == null) {
        pointer.append(step.getIndex());
      } else {
        pointer.append(step.getPropertyName().replace("~", "~0").replace("/", "~1"));
      }
    }
    return pointer.toString();
  }

  private static String reason(JacksonException failure) {
    TokenStreamLocation at = failure.getLocation();
    String place =
        at == null || at.getLineNr() < 1
            ? ""
            : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    return said(failure) + place;
  }

  /** In words of JSON where a value is of another kind; else what Jackson says. */
  private static String said(JacksonException failure) {
    if (failure instanceof InvalidFormatException unfit && unfit.getTargetType() != null) {
      return "\"" + unfit.getValue() + "\" is not " + JsonKinds.of(unfit.getTargetType());
    }
    if (failure instanceof MismatchedInputException unfit && unfit.getTargetType() != null) {
      return "this is not " + JsonKinds.of(unfit.getTargetType());
    }
    String said = failure.getOriginalMessage();
    return JavaNames.hide(said == null ? "" : said.lines().findFirst().orElse(""));
  }
}
