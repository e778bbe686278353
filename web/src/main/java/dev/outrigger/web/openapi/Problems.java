package dev.outrigger.web.openapi;

import dev.outrigger.web.Problem;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers that say what is wrong (RFC 9457), each described once for all routes. */
final class Problems {
  /** The name of their schema. */
  static final String SCHEMA = "Problem";

  private static final String TYPE = "application/problem+json";

  private final Map<String, ApiResponse> used = new TreeMap<>();

  /** The answer of this status. */
  ApiResponse of(int status) {
    String title = Problem.of(status, "").title();
    return component(title.replaceAll("[^A-Za-z]", ""), title);
  }

  /** Any other failure. */
  ApiResponse others() {
    return component("Failure", "Any other failure");
  }

  private ApiResponse component(String name, String description) {
    var _ = used.computeIfAbsent(name, _ -> answer(description));
    return new ApiResponse().$ref("#/components/responses/" + name);
  }

  private static ApiResponse answer(String description) {
    var media = new MediaType();
    media.setSchema(Kinds.component(SCHEMA));
    return new ApiResponse()
        .description(description)
        .content(new Content().addMediaType(TYPE, media));
  }

  /** Puts what was used where documents keep it. */
  void addTo(Components components) {
    used.forEach(components::addResponses);
    if (!used.isEmpty()) {
      components.addSchemas(SCHEMA, schema());
    }
  }

  private static JsonSchema schema() {
    JsonSchema schema = Kinds.of("object");
    schema.setDescription("What is wrong (RFC 9457); further members tell more");
    schema.addProperty("type", Kinds.of("string", "uri-reference"));
    schema.addProperty("title", Kinds.of("string"));
    schema.addProperty("status", Kinds.of("integer", "int32"));
    schema.addProperty("detail", Kinds.of("string"));
    schema.addProperty("errors", Kinds.array(error()));
    schema.setRequired(List.of("type", "title", "status", "detail"));
    return schema;
  }

  private static JsonSchema error() {
    JsonSchema schema = Kinds.of("object");
    schema.setDescription("One of the things that are wrong with the request");
    schema.addProperty(
        "in", Kinds.oneOf(List.of("path", "query", "header", "cookie", "form", "body")));
    schema.addProperty("name", Kinds.of("string"));
    JsonSchema pointer = Kinds.of("string");
    pointer.setDescription("Where in the body, as #/items/0");
    schema.addProperty("pointer", pointer);
    schema.addProperty("detail", Kinds.of("string"));
    schema.setRequired(List.of("in", "detail"));
    return schema;
  }
}
