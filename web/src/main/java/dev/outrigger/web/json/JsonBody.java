package dev.outrigger.web.json;

import dev.outrigger.http.Headers;
import dev.outrigger.web.Problem;
import dev.outrigger.web.headers.MediaType;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON that clients send as a type; what is wrong with it is told with its place. */
public final class JsonBody {
  private final JsonMapper mapper;
  private final BodyShapes shapes;
  private final JavaType type;
  private final ObjectReader reader;

  JsonBody(JsonMapper mapper, BodyShapes shapes, JavaType type) {
    this.mapper = mapper;
    this.shapes = shapes;
    this.type = type;
    this.reader = mapper.readerFor(type);
  }

  /** The type that is read. */
  public JavaType type() {
    return type;
  }

  /**
   * The value of a body.
   *
   * @throws Problem 415 if it is not called JSON; 400 if it is none; 422 with all errors if it does
   *     not fit the type
   */
  public Object read(Headers headers, byte[] body) {
    var errors = new InputErrors();
    Object value = read(headers, body, errors);
    if (value == null) {
      throw errors.problem(422);
    }
    return value;
  }

  /**
   * The same, but adds what does not fit the type to the errors, and returns nothing then.
   *
   * @throws Problem 415 if it is not called JSON; 400 if it is none
   */
  public @Nullable Object read(Headers headers, byte[] body, InputErrors errors) {
    return read(headers, body, errors, PartChecks.NONE);
  }

  /** The same; what fits in a body that does not is held against the checks. */
  public @Nullable Object read(
      Headers headers, byte[] body, InputErrors errors, PartChecks checks) {
    requireJson(headers);
    if (isBlank(body)) {
      throw Problem.badRequest("The body is no JSON: it is empty");
    }
    try {
      Object value = reader.readValue(body);
      if (value == null) {
        errors.inBody("#", "this is null, not " + JsonKinds.of(type.getRawClass()));
      } else if (!holdsNull(value)) {
        return value;
      } else {
        new BodyErrors(mapper, shapes, errors, checks, Optional.empty())
            .find(mapper.readTree(body), type);
      }
    } catch (InputCoercionException tooLarge) {
      tell(body, tooLarge, errors, checks);
    } catch (StreamReadException | StreamConstraintsException malformed) {
      throw malformed(malformed);
    } catch (ValueInstantiationException refused) {
      if (refused.getCause() instanceof Problem problem) {
        throw problem;
      }
      tell(body, refused, errors, checks);
    } catch (DatabindException unfit) {
      tell(body, unfit, errors, checks);
    }
    return null;
  }

  private static boolean isBlank(byte[] body) {
    for (byte each : body) {
      if (each != ' ' && each != '\t' && each != '\r' && each != '\n') {
        return false;
      }
    }
    return true;
  }

  /** Jackson asks nobody whether elements of the outermost list may be null. */
  private boolean holdsNull(Object value) {
    if (type.isCollectionLikeType()
        && !RecordRules.isAnything(type.getContentType().getRawClass())
        && value instanceof Collection<?> elements) {
      for (Object element : elements) {
        if (element == null) {
          return true;
        }
      }
    }
    return false;
  }

  private void tell(byte[] body, JacksonException first, InputErrors errors, PartChecks checks) {
    int before = errors.count();
    JsonPointer at = JsonPointer.root().to(first);
    Optional<BodyErrors.Refusal> refusal =
        first instanceof ValueInstantiationException
            ? Optional.of(new BodyErrors.Refusal(at, Reasons.of(first)))
            : Optional.empty();
    new BodyErrors(mapper, shapes, errors, checks, refusal).find(tree(body), type);
    if (errors.count() == before) {
      errors.inBody(at.toString(), Reasons.withPlace(first));
    }
  }

  private JsonNode tree(byte[] body) {
    try {
      return mapper.readTree(body);
    } catch (JacksonException malformed) {
      throw malformed(malformed);
    }
  }

  private static Problem malformed(JacksonException malformed) {
    return Problem.badRequest("The body is no JSON: " + Reasons.withPlace(malformed));
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
}
