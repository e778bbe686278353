package dev.outrigger.web.openapi;

import dev.outrigger.http.RequestBody;
import dev.outrigger.web.forms.FormData;
import dev.outrigger.web.forms.MultipartForm;
import dev.outrigger.web.forms.UploadedFile;
import dev.outrigger.web.operation.Operation;
import dev.outrigger.web.operation.OperationBody;
import dev.outrigger.web.operation.OperationInput;
import dev.outrigger.web.routing.PathTemplate;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a route takes: parameters, and a body or a form. */
final class InputWriter {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data";
  // OpenAPI has other places for these, and takes no notice of them here.
  private static final Set<String> UNSEEN = Set.of("accept", "content-type", "authorization");

  private final Schemas schemas;

  InputWriter(Schemas schemas) {
    this.schemas = schemas;
  }

  /**
   * The parameters, those of the path first.
   *
   * @param names what the path calls its own in the document
   */
  List<Parameter> parameters(PathTemplate path, List<String> names, Operation operation) {
    var all = new ArrayList<Parameter>();
    List<PathTemplate.Parameter> places = path.parameters();
    for (int i = 0; i < places.size(); i++) {
      all.add(ofPath(places.get(i), names.get(i), operation));
    }
    for (OperationInput input : operation.inputs()) {
      boolean isShown =
          !input.in().equals("path")
              && !input.in().equals("form")
              && !(input.in().equals("header")
                  && UNSEEN.contains(input.name().toLowerCase(Locale.ROOT)));
      if (isShown) {
        Parameter parameter = new Parameter().in(input.in()).name(input.name());
        parameter.setSchema(schema(input));
        if (input.required()) {
          parameter.setRequired(true);
        }
        all.add(parameter);
      }
    }
    return all;
  }

  private Parameter ofPath(PathTemplate.Parameter place, String name, Operation operation) {
    Parameter parameter = new Parameter().in("path").name(name).required(true);
    Optional<OperationInput> typed =
        operation.inputs().stream()
            .filter(input -> input.in().equals("path") && input.name().equals(place.name()))
            .findFirst();
    JsonSchema narrow =
        switch (place.kind()) {
          case "int" -> Kinds.of("integer", "int32");
          case "long" -> Kinds.of("integer", "int64");
          case "uuid" -> Kinds.of("string", "uuid");
          case "expression" -> matching(place.expression());
          default -> Kinds.of("string");
        };
    boolean isText = typed.isEmpty() || typed.get().type() == String.class;
    JsonSchema schema = isText ? narrow : schema(typed.get());
    if (isText) {
      typed.ifPresent(input -> Keywords.add(schema, input.constraints()));
    }
    // No route takes an empty segment.
    if (Kinds.has(schema, "string")
        && schema.getMinLength() == null
        && schema.getEnum() == null
        && schema.getFormat() == null) {
      schema.setMinLength(1);
    }
    if (place.kind().equals("path")) {
      parameter.setDescription("All that is left of the path; slashes may stand in it as they are");
      schema.setMinLength(null);
    }
    parameter.setSchema(schema);
    return parameter;
  }

  private static JsonSchema matching(String expression) {
    JsonSchema schema = Kinds.of("string");
    if (Expressions.arePlain(expression)) {
      schema.setPattern(Expressions.whole(expression));
    } else {
      schema.setDescription("Matches the Java expression " + expression);
    }
    return schema;
  }

  private static JsonSchema schema(OperationInput input) {
    Type type = input.type();
    boolean isMany = false;
    if (type instanceof ParameterizedType generic) {
      isMany = Collection.class.isAssignableFrom((Class<?>) generic.getRawType());
      type = generic.getActualTypeArguments()[0];
    }
    JsonSchema one = type == UploadedFile.class ? file() : SimpleTypes.asText((Class<?>) type);
    Keywords.add(one, input.contents());
    JsonSchema schema = isMany ? Kinds.array(one) : one;
    Keywords.add(schema, input.constraints());
    input.otherwise().ifPresent(text -> schema.setDefault(Defaults.of(schema, text)));
    return schema;
  }

  // The format is from before 3.1; pages know a file by it.
  private static JsonSchema file() {
    JsonSchema schema = Kinds.of("string", "binary");
    schema.setContentMediaType("application/octet-stream");
    return schema;
  }

  /** The body, if it has one. */
  Optional<io.swagger.v3.oas.models.parameters.RequestBody> body(Operation operation) {
    if (operation.body().isPresent()) {
      return operation.body().map(this::body);
    }
    List<OperationInput> fields =
        operation.inputs().stream().filter(input -> input.in().equals("form")).toList();
    return fields.isEmpty() ? Optional.empty() : Optional.of(form(fields));
  }

  private io.swagger.v3.oas.models.parameters.RequestBody body(OperationBody body) {
    var content = new Content();
    for (String name : body.mediaTypes()) {
      var media = new MediaType();
      if (body.type() == FormData.class || body.type() == MultipartForm.class) {
        media.setSchema(Kinds.of("object"));
      } else if (name.endsWith("json")) {
        media.setSchema(schemas.of(unwrapped(body.type())));
      } else if (body.type() == String.class) {
        media.setSchema(Kinds.of("string"));
      } else if (body.type() != byte[].class && body.type() != RequestBody.class) {
        media.setSchema(Kinds.anything());
      }
      content.addMediaType(name, media);
    }
    return new io.swagger.v3.oas.models.parameters.RequestBody()
        .content(content)
        .required(body.required());
  }

  private static Type unwrapped(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
        ? generic.getActualTypeArguments()[0]
        : type;
  }

  private static io.swagger.v3.oas.models.parameters.RequestBody form(List<OperationInput> fields) {
    JsonSchema schema = Kinds.of("object");
    var required = new ArrayList<String>();
    boolean hasFiles = false;
    for (OperationInput field : fields) {
      JsonSchema one = schema(field);
      hasFiles |= isFile(one);
      schema.addProperty(field.name(), one);
      if (field.required()) {
        required.add(field.name());
      }
    }
    if (!required.isEmpty()) {
      schema.setRequired(required);
    }
    var content = new Content();
    for (String name : hasFiles ? List.of(MULTIPART) : List.of(FORM, MULTIPART)) {
      var media = new MediaType();
      media.setSchema(schema);
      content.addMediaType(name, media);
    }
    // A form without a type is refused, even if it may be empty.
    return new io.swagger.v3.oas.models.parameters.RequestBody().content(content).required(true);
  }

  private static boolean isFile(JsonSchema schema) {
    return schema.getItems() instanceof JsonSchema items
        ? isFile(items)
        : "binary".equals(schema.getFormat());
  }
}
