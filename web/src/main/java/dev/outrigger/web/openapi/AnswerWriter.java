package dev.outrigger.web.openapi;

import dev.outrigger.web.Problem;
import dev.outrigger.web.Response;
import dev.outrigger.web.operation.Operation;
import dev.outrigger.web.operation.OperationAnswer;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** The answers of a route: those that were said, and those that the framework gives itself. */
final class AnswerWriter {
  private static final Map<Integer, String> DESCRIPTIONS =
      Map.of(
          200, "OK",
          201, "Created",
          202, "Accepted",
          204, "No content",
          301, "Moved permanently",
          302, "Found",
          303, "See other",
          304, "Not modified",
          307, "Temporary redirect",
          308, "Permanent redirect");

  private final JsonMapper mapper;
  private final Schemas schemas;
  private final Problems problems;

  AnswerWriter(JsonMapper mapper, Schemas schemas, Problems problems) {
    this.mapper = mapper;
    this.schemas = schemas;
    this.problems = problems;
  }

  /**
   * All answers.
   *
   * @param refusals the statuses by which the framework may refuse requests
   */
  ApiResponses of(Operation operation, Set<Integer> refusals) {
    var byStatus = new TreeMap<Integer, ApiResponse>();
    var statuses = new TreeSet<>(refusals);
    boolean isOpen = true;
    for (OperationAnswer answer : operation.answers()) {
      if (answer.type().isEmpty()) {
        isOpen &= answer.status() >= 400;
        if (answer.status() >= 400) {
          statuses.add(answer.status());
        } else {
          byStatus.put(answer.status(), described(answer.status()));
        }
        continue;
      }
      JavaType type = mapper.constructType(answer.type().get());
      if (type.isReferenceType() && type.getReferencedType() != null) {
        statuses.add(404);
        type = type.getReferencedType();
      }
      if (type.hasRawClass(Problem.class) && answer.status() >= 400) {
        statuses.add(answer.status());
      } else if (saysAnything(type)) {
        // Whatever status it likes.
        isOpen = true;
        break;
      } else {
        isOpen &= answer.status() >= 400;
        byStatus.put(answer.status(), described(answer.status()).content(content(type)));
      }
    }
    statuses.forEach(status -> byStatus.putIfAbsent(status, problems.of(status)));
    var all = new ApiResponses();
    byStatus.forEach((status, answer) -> all.addApiResponse(String.valueOf(status), answer));
    return all.addApiResponse("default", isOpen ? anything() : problems.others());
  }

  private static ApiResponse described(int status) {
    String usual = status < 400 ? "Done" : Problem.of(status, "").title();
    return new ApiResponse().description(DESCRIPTIONS.getOrDefault(status, usual));
  }

  private static ApiResponse anything() {
    return new ApiResponse()
        .description("What the handler answers")
        .content(new Content().addMediaType("*/*", new MediaType()));
  }

  private static boolean saysAnything(JavaType type) {
    return List.of(Response.class, Object.class, Problem.class).contains(type.getRawClass());
  }

  /** As handlers' values become answers. */
  private Content content(JavaType type) {
    Class<?> raw = type.getRawClass();
    if (raw == byte[].class) {
      return media("application/octet-stream", Kinds.anything());
    }
    boolean isText =
        raw.isPrimitive()
            || CharSequence.class.isAssignableFrom(raw)
            || Number.class.isAssignableFrom(raw)
            || raw == Boolean.class
            || raw == Character.class
            || raw == UUID.class
            || raw.isEnum();
    return isText ? media("text/plain", text(raw)) : media("application/json", schemas.of(type));
  }

  /** What is no JSON is a text, whatever it means. */
  private static JsonSchema text(Class<?> type) {
    JsonSchema meant = SimpleTypes.asText(type);
    if (Kinds.has(meant, "integer")) {
      JsonSchema text = Kinds.of("string");
      text.setFormat(meant.getFormat());
      text.setPattern("^-?\\d+$");
      return text;
    }
    return Kinds.has(meant, "boolean")
        ? Kinds.oneOf(List.of("true", "false"))
        : Kinds.has(meant, "number") ? Kinds.of("string", meant.getFormat()) : meant;
  }

  private static Content media(String name, JsonSchema schema) {
    var media = new MediaType();
    media.setSchema(schema);
    return new Content().addMediaType(name, media);
  }
}
