package dev.outrigger.web.json;

import java.lang.reflect.Type;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.introspect.AnnotationIntrospectorPair;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON as an application reads and writes it: with Jackson, by {@link RecordRules}. A number is no
 * text, a text no number, and 1.5 no whole number, though Jackson would take them.
 */
public final class Json {
  // What was read can be written, in an answer of its own around it too.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamWriteConstraints(
              StreamWriteConstraints.builder()
                  .maxNestingDepth(2 * StreamReadConstraints.DEFAULT_MAX_DEPTH)
                  .build())
          .build();
  private static final Json STANDARD = new Json(UnaryOperator.identity());

  private final JsonMapper mapper;
  private final BodyShapes shapes;
  private final ConcurrentHashMap<Type, JsonBody> bodies = new ConcurrentHashMap<>();

  /** A mapper with what the application wants otherwise. */
  public Json(UnaryOperator<JsonMapper.Builder> tuning) {
    AnnotationIntrospector rules =
        AnnotationIntrospectorPair.create(new RecordRules(), new JacksonAnnotationIntrospector());
    this.mapper = tuning.apply(exact().annotationIntrospector(rules)).build();
    this.shapes = new BodyShapes(mapper);
  }

  private static JsonMapper.Builder exact() {
    return JsonMapper.builder(FACTORY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .addModule(LiteralAddresses.module())
        .withCoercionConfig(LogicalType.Textual, Json::takeTextOnly)
        .withCoercionConfig(LogicalType.OtherScalar, Json::takeTextOnly);
  }

  private static void takeTextOnly(MutableCoercionConfig config) {
    var _ =
        config
            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /** As it is where an application says nothing else. */
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
