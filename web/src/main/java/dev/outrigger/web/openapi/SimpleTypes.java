package dev.outrigger.web.openapi;

import io.swagger.v3.oas.models.media.JsonSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/** The types whose values are one text or number: the same in JSON and as a parameter. */
final class SimpleTypes {
  private static final String SECONDS = "([-+]?[0-9]+([.][0-9]{0,9})?S)?";
  private static final Map<Class<?>, Supplier<JsonSchema>> KNOWN = new HashMap<>();

  static {
    whole("int32", int.class, Integer.class);
    whole("int64", long.class, Long.class);
    small(Short.MIN_VALUE, Short.MAX_VALUE, short.class, Short.class);
    small(Byte.MIN_VALUE, Byte.MAX_VALUE, byte.class, Byte.class);
    put(() -> Kinds.of("integer"), BigInteger.class);
    put(() -> Kinds.of("integer", "int32"), Year.class);
    put(() -> Kinds.of("number", "double"), double.class, Double.class);
    put(() -> Kinds.of("number", "float"), float.class, Float.class);
    put(() -> Kinds.of("number"), BigDecimal.class, Number.class);
    put(() -> Kinds.of("boolean"), boolean.class, Boolean.class);
    put(() -> Kinds.of("string"), String.class, CharSequence.class, ZoneId.class, Locale.class);
    put(() -> Kinds.of("string"), Class.class, ZoneOffset.class);
    put(SimpleTypes::letter, char.class, Character.class);
    put(() -> matching("^[A-Z]{3}$"), Currency.class);
    text("uuid", UUID.class);
    text("uri-reference", URI.class);
    text("uri", URL.class);
    text("date", LocalDate.class);
    text("date-time", Instant.class, OffsetDateTime.class, ZonedDateTime.class, Date.class);
    text("date-time-local", LocalDateTime.class);
    text("time-local", LocalTime.class);
    text("time", OffsetTime.class);
    // Not the format of this name, which has no signs, nor parts of seconds.
    put(
        () -> matching("^[-+]?P" + parts("D") + "(T" + parts("HM") + SECONDS + ")?$"),
        Duration.class);
    put(() -> matching("^[-+]?P" + parts("YMWD") + "$"), Period.class);
    put(() -> matching("^-?\\d{4,9}-\\d{2}$"), YearMonth.class);
    put(() -> matching("^--\\d{2}-\\d{2}$"), MonthDay.class);
    put(() -> Kinds.orNull(Kinds.of("integer", "int32")), OptionalInt.class);
    put(() -> Kinds.orNull(Kinds.of("integer", "int64")), OptionalLong.class);
    put(() -> Kinds.orNull(Kinds.of("number", "double")), OptionalDouble.class);
    put(SimpleTypes::base64, byte[].class);
  }

  private SimpleTypes() {}

  /** A new schema for values of this class, if it is a simple one. */
  static Optional<JsonSchema> of(Class<?> type) {
    return Optional.ofNullable(KNOWN.get(type)).map(Supplier::get);
  }

  /** The same for text of which a value is made; a class of the application's own is any text. */
  static JsonSchema asText(Class<?> type) {
    if (type.isEnum()) {
      return Kinds.oneOf(List.of(type.getEnumConstants()).stream().map(SimpleTypes::name).toList());
    }
    return of(type).orElseGet(() -> Kinds.of("string"));
  }

  private static String name(Object constant) {
    return ((Enum<?>) constant).name();
  }

  private static String parts(String units) {
    return units.replaceAll("[A-Z]", "([-+]?[0-9]+$0)?");
  }

  private static void put(Supplier<JsonSchema> schema, Class<?>... types) {
    for (Class<?> type : types) {
      KNOWN.put(type, schema);
    }
  }

  private static void text(String format, Class<?>... types) {
    put(() -> Kinds.of("string", format), types);
  }

  private static void whole(String format, Class<?>... types) {
    put(() -> Kinds.of("integer", format), types);
  }

  private static void small(long min, long max, Class<?>... types) {
    put(
        () -> {
          JsonSchema schema = Kinds.of("integer", "int32");
          schema.setMinimum(BigDecimal.valueOf(min));
          schema.setMaximum(BigDecimal.valueOf(max));
          return schema;
        },
        types);
  }

  private static JsonSchema letter() {
    JsonSchema schema = Kinds.of("string");
    schema.setMinLength(1);
    schema.setMaxLength(1);
    return schema;
  }

  private static JsonSchema matching(String expression) {
    JsonSchema schema = Kinds.of("string");
    schema.setPattern(expression);
    return schema;
  }

  private static JsonSchema base64() {
    JsonSchema schema = Kinds.of("string");
    schema.setContentEncoding("base64");
    return schema;
  }
}
