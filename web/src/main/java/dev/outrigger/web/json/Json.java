package dev.outrigger.web.json;

import java.lang.reflect.Type;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.introspect.AnnotationIntrospectorPair;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** JSON as an application reads and writes it: with Jackson, by {@link RecordRules}. */
public final class Json {
  private static final Json STANDARD = new Json(UnaryOperator.identity());

  private final JsonMapper mapper;
  private final BodyShapes shapes;
  private final ConcurrentHashMap<Type, JsonBody> bodies = new ConcurrentHashMap<>();

  /** A mapper with what the application wants otherwise. */
  public Json(UnaryOperator<JsonMapper.Builder> tuning) {
    AnnotationIntrospector rules =
        AnnotationIntrospectorPair.create(new RecordRules(), new JacksonAnnotationIntrospector());
    this.mapper = tuning.apply(JsonMapper.builder().annotationIntrospector(rules)).build();
    this.shapes = new BodyShapes(mapper);
  }

  /** Jackson with its defaults. */
  public static Json standard() {
    return STANDARD;
  }

  /** How bodies of this type are read. */
  public JsonBody body(Type type) {
    JsonBody known = bodies.get(type);
    return known != null
        ? known
        : bodies.computeIfAbsent(type, t -> new JsonBody(mapper, shapes, mapper.constructType(t)));
  }

  /** What its records look like in JSON. */
  public BodyShapes shapes() {
    return shapes;
  }

  /** The mapper, for what is not a body. */
  public JsonMapper mapper() {
    return mapper;
  }

  /** A value as JSON in UTF-8. */
  public byte[] bytes(Object value) {
    return mapper.writeValueAsBytes(value);
  }
}
