package dev.outrigger.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.outrigger.web.binding.Default;
import dev.outrigger.web.json.Json;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Types of Java as schemas. */
class SchemasTest {
  private static JsonNode components(Type type) {
    return components(type, UnaryOperator.identity());
  }

  private static JsonNode components(Type type, UnaryOperator<JsonMapper.Builder> tuning) {
    var schemas = new Schemas(new Json(tuning).mapper());
    var _ = schemas.of(type);
    var components = new Components();
    schemas.addTo(components);
    return tree(components).path("schemas");
  }

  private static JsonNode schema(Type type) {
    return tree(new Schemas(Json.standard().mapper()).of(type));
  }

  private static JsonNode tree(Object model) {
    return JsonMapper.shared().readTree(Json31.mapper().writeValueAsBytes(model));
  }

  private static void assertSame(JsonNode found, String json) {
    assertThat(found).isEqualTo(JsonMapper.shared().readTree(json.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          int                           | {'type':'integer','format':'int32'}
          java.lang.Long                | {'type':'integer','format':'int64'}
          java.lang.Byte                | {'type':'integer','format':'int32','minimum':-128,'maximum':127}
          java.math.BigInteger          | {'type':'integer'}
          java.math.BigDecimal          | {'type':'number'}
          double                        | {'type':'number','format':'double'}
          boolean                       | {'type':'boolean'}
          char                          | {'type':'string','minLength':1,'maxLength':1}
          java.lang.String              | {'type':'string'}
          java.util.UUID                | {'type':'string','format':'uuid'}
          java.net.URI                  | {'type':'string','format':'uri-reference'}
          java.time.LocalDate           | {'type':'string','format':'date'}
          java.time.Instant             | {'type':'string','format':'date-time'}
          java.time.OffsetDateTime      | {'type':'string','format':'date-time'}
          java.time.LocalDateTime       | {'type':'string','format':'date-time-local'}
          java.time.LocalTime           | {'type':'string','format':'time-local'}
          java.util.OptionalInt         | {'type':['integer','null'],'format':'int32'}
          [B                            | {'type':'string','contentEncoding':'base64'}
          [I                            | {'type':'array','items':{'type':'integer','format':'int32'}}
          java.lang.Object              | {}
          tools.jackson.databind.JsonNode | {}
          java.util.Map                 | {'type':'object','additionalProperties':{}}
          java.util.List                | {'type':'array','items':{}}
          """)
  void aSimpleTypeHasItsKind(String name, String json) throws Exception {
    Class<?> type =
        switch (name) {
          case "int" -> int.class;
          case "double" -> double.class;
          case "boolean" -> boolean.class;
          case "char" -> char.class;
          default -> Class.forName(name);
        };
    assertSame(schema(type), json);
  }

  @ParameterizedTest
  @CsvSource({
    "PT1.5S, true, true", "PT-4M, true, true", "-P2DT3H, true, true", "PT0S, true, true",
    "P1Y, false, true", "P1W, false, true", "P-1Y2M3D, false, true", "1, false, false",
    "PT1H30M20.123456789S, true, true", "P1DT, true, false"
  })
  void theTextOfASpanIsThatOfJava(String text, boolean isDuration, boolean isSpan) {
    String duration = schema(java.time.Duration.class).get("pattern").asString();
    String period = schema(java.time.Period.class).get("pattern").asString();
    assertThat(java.util.regex.Pattern.compile(duration).matcher(text).find())
        .isEqualTo(isDuration);
    assertThat(
            java.util.regex.Pattern.compile(duration + "|" + period).matcher(text).find()
                && !text.endsWith("T"))
        .isEqualTo(isSpan);
  }

  record Person(
      String name,
      Optional<LocalDate> born,
      @Nullable String nick,
      @Default("7") int rank,
      OptionalInt shoes,
      @Nullable Person parent,
      List<Person> friends) {}

  @Test
  void whatTheBinderDemandsIsRequired() {
    assertSame(
        components(Person.class).get("Person"),
        """
        {'type':'object',
         'properties':{
           'name':{'type':'string'},
           'born':{'type':['string','null'],'format':'date'},
           'nick':{'type':['string','null']},
           'rank':{'type':['integer','null'],'format':'int32','default':7},
           'shoes':{'type':['integer','null'],'format':'int32'},
           'parent':{'anyOf':[{'$ref':'#/components/schemas/Person'},{'type':'null'}]},
           'friends':{'type':'array','items':{'$ref':'#/components/schemas/Person'}}},
         'required':['friends','name']}
        """);
  }

  @interface Group {}

  record Limits(
      @NotBlank @Size(min = 3, max = 9) String name,
      @NotEmpty Set<@Positive Integer> numbers,
      @Size(max = 2) Map<String, @Email String> mails,
      @DecimalMax(value = "1.5", inclusive = false) double share,
      @Negative long depth,
      @Range(min = 1, max = 6) int dice,
      @AssertTrue boolean accepted,
      @Past LocalDate born,
      Optional<@Min(4) Integer> maybe,
      @Min(value = 5, groups = Group.class) int otherwise) {}

  @Test
  void constraintsBecomeKeywords() {
    assertSame(
        components(Limits.class).get("Limits").get("properties"),
        """
        {'name':{'type':'string','minLength':3,'maxLength':9,'pattern':'\\\\S'},
         'numbers':{'type':'array','minItems':1,
           'items':{'type':'integer','format':'int32','exclusiveMinimum':0}},
         'mails':{'type':'object','maxProperties':2,
           'additionalProperties':{'type':'string','format':'email'}},
         'share':{'type':'number','format':'double','exclusiveMaximum':1.5},
         'depth':{'type':'integer','format':'int64','exclusiveMaximum':0},
         'dice':{'type':'integer','format':'int32','minimum':1,'maximum':6},
         'accepted':{'type':'boolean','const':true},
         'born':{'type':'string','format':'date'},
         'maybe':{'type':['integer','null'],'format':'int32','minimum':4},
         'otherwise':{'type':'integer','format':'int32'}}
        """);
  }

  record Texts(
      @Pattern(regexp = "[a-z]+|x") String either,
      @Pattern(regexp = "^a.c$") String anchored,
      @Pattern(regexp = "a", flags = Pattern.Flag.CASE_INSENSITIVE) String loud,
      @Pattern(regexp = "\\p{Alpha}++") String javas) {}

  @Test
  void anExpressionThatMeansTheSameElsewhereIsAPatternAndAnotherIsTold() {
    assertSame(
        components(Texts.class).get("Texts").get("properties"),
        """
        {'either':{'type':'string','pattern':'^(?:[a-z]+|x)$'},
         'anchored':{'type':'string','pattern':'^a.c$'},
         'loud':{'type':'string',
           'description':'Matches the Java expression a with [CASE_INSENSITIVE]'},
         'javas':{'type':'string','description':'Matches the Java expression \\\\p{Alpha}++'}}
        """);
  }

  record Page<T>(List<T> items) {}

  static class First {
    record Item(int a) {}
  }

  static class Second {
    record Item(int b) {}
  }

  record Both(First.Item one, Second.Item two, Problem problem) {}

  record Problem(String mine) {}

  @Test
  void everyTypeHasANameOfItsOwn() {
    assertThat(components(new TypeReference<Page<Person>>() {}.getType()).propertyNames())
        .containsExactlyInAnyOrder("PagePerson", "Person");
    assertThat(
            components(new TypeReference<Page<Map<String, Page<Person>>>>() {}.getType())
                .propertyNames())
        .containsExactlyInAnyOrder("PageMapStringPagePerson", "PagePerson", "Person");
    // Problem is the name of the framework's own.
    assertThat(components(Both.class).propertyNames())
        .containsExactlyInAnyOrder("Both", "Item", "Second.Item", "SchemasTest.Problem");
  }

  enum Colour {
    RED,
    @JsonProperty("light blue")
    BLUE
  }

  enum Level {
    LOW,
    HIGH;

    @JsonValue
    int number() {
      return this == LOW ? 0 : 1;
    }
  }

  record Money(@JsonValue String text) {}

  record Values(Colour colour, @Nullable Colour maybe, Level level, Money money) {}

  @Test
  void valuesAreAsTheMapperWritesThem() {
    JsonNode all = components(Values.class);
    assertSame(all.get("Colour"), "{'type':'string','enum':['RED','light blue']}");
    assertSame(all.get("Level"), "{'enum':[0,1]}");
    assertSame(all.get("Values").get("properties").get("money"), "{'type':'string'}");
    assertSame(
        all.get("Values").get("properties").get("maybe"),
        "{'anyOf':[{'$ref':'#/components/schemas/Colour'},{'type':'null'}]}");
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
  sealed interface Shape {
    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}
  }

  sealed interface Outcome {
    record Won(int by) implements Outcome {}

    record Lost() implements Outcome {}
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
  sealed interface Wrapped {
    record Yes(int a) implements Wrapped {}
  }

  @Test
  void aSealedTypeIsOneOfItsVariants() {
    JsonNode shapes = components(Shape.class);
    assertSame(
        shapes.get("Shape"),
        """
        {'discriminator':{'propertyName':'@type','mapping':{
           'Circle':'#/components/schemas/Circle','Square':'#/components/schemas/Square'}},
         'oneOf':[{'$ref':'#/components/schemas/Circle'},{'$ref':'#/components/schemas/Square'}]}
        """);
    assertSame(
        shapes.get("Circle"),
        """
        {'type':'object','properties':{
           'radius':{'type':'number','format':'double'},
           '@type':{'type':'string','const':'Circle'}},
         'required':['@type','radius']}
        """);
    assertSame(
        components(Outcome.class).get("Outcome"),
        "{'anyOf':[{'$ref':'#/components/schemas/Won'},{'$ref':'#/components/schemas/Lost'}]}");
    assertSame(
        components(Wrapped.class).get("Wrapped"),
        """
        {'oneOf':[{'type':'object','properties':{'Yes':{'$ref':'#/components/schemas/Yes'}},
          'required':['Yes']}]}
        """);
  }

  @Test
  void theIdsOfVariantsAreThoseThatTheMapperWrites() {
    JsonNode written = Json.standard().mapper().valueToTree(new Shape.Circle(1));
    assertThat(written.get("@type").asString()).isEqualTo("Circle");
  }

  record Area(int width, int height) {
    @JsonProperty
    int area() {
      return width * height;
    }
  }

  public static class Bean {
    public int getCount() {
      return 1;
    }

    public String getName() {
      return "a";
    }
  }

  record Sparse(@JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> names, int a) {}

  @Test
  void whatIsOnlyWrittenIsReadOnly() {
    assertSame(
        components(Area.class).get("Area").get("properties").get("area"),
        "{'type':'integer','format':'int32','readOnly':true}");
    assertSame(
        components(Bean.class).get("Bean"),
        """
        {'type':'object','properties':{
           'count':{'type':'integer','format':'int32'},'name':{'type':['string','null']}}}
        """);
    assertSame(components(Sparse.class).get("Sparse").get("required"), "['a']");
  }

  @Test
  void theApplicationsOwnJsonCounts() {
    record Two(int firstName) {}
    JsonNode schema =
        components(
                Two.class,
                builder ->
                    builder
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))
            .get("Two");
    assertThat(schema.get("properties").propertyNames()).containsExactly("first_name");
    assertThat(schema.get("additionalProperties").asBoolean()).isFalse();
  }
}
