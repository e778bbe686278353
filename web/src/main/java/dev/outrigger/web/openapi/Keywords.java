package dev.outrigger.web.openapi;

import dev.outrigger.web.endpoints.Constraints;
import io.swagger.v3.oas.models.media.JsonSchema;
import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.hibernate.validator.constraints.Length;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.URL;
import org.hibernate.validator.constraints.UniqueElements;

/**
 * Constraints of Jakarta Validation as keywords of JSON Schema. Those that have none, as
 * {@code @Past}, and those of a group, which nobody asks for, leave no trace.
 */
final class Keywords {
  private Keywords() {}

  /** Adds what the constraints demand. */
  static void add(JsonSchema schema, List<Annotation> constraints) {
    for (Annotation constraint : constraints) {
      if (Constraints.isOfDefaultGroup(constraint)) {
        add(schema, constraint);
      }
    }
  }

  private static void add(JsonSchema schema, Annotation constraint) {
    switch (constraint) {
      case NotBlank _ -> {
        length(schema, 1, Integer.MAX_VALUE);
        pattern(schema, "\\S");
      }
      case NotEmpty _ -> length(schema, 1, Integer.MAX_VALUE);
      case Size size -> length(schema, size.min(), size.max());
      case Length length -> length(schema, length.min(), length.max());
      case Min min -> least(schema, BigDecimal.valueOf(min.value()), true);
      case Max max -> most(schema, BigDecimal.valueOf(max.value()), true);
      case DecimalMin min -> least(schema, new BigDecimal(min.value()), min.inclusive());
      case DecimalMax max -> most(schema, new BigDecimal(max.value()), max.inclusive());
      case Range range -> {
        least(schema, BigDecimal.valueOf(range.min()), true);
        if (range.max() != Long.MAX_VALUE) {
          most(schema, BigDecimal.valueOf(range.max()), true);
        }
      }
      case Positive _ -> least(schema, BigDecimal.ZERO, false);
      case PositiveOrZero _ -> least(schema, BigDecimal.ZERO, true);
      case Negative _ -> most(schema, BigDecimal.ZERO, false);
      case NegativeOrZero _ -> most(schema, BigDecimal.ZERO, true);
      case Digits digits -> digits(schema, digits);
      case Pattern pattern -> pattern(schema, pattern);
      case Email _ -> format(schema, "email");
      case URL _ -> format(schema, "uri");
      case UniqueElements _ -> schema.setUniqueItems(true);
      case AssertTrue _ -> schema.setConst(true);
      case AssertFalse _ -> schema.setConst(false);
      // Several of a kind in their list, or one that is made of others.
      default -> add(schema, Constraints.partsOf(constraint));
    }
  }

  private static void length(JsonSchema schema, int min, int max) {
    if (Kinds.has(schema, "string")) {
      if (min > 0) {
        schema.setMinLength(tighter(schema.getMinLength(), min));
      }
      if (max < Integer.MAX_VALUE) {
        schema.setMaxLength(max);
      }
    } else if (Kinds.has(schema, "array")) {
      if (min > 0) {
        schema.setMinItems(tighter(schema.getMinItems(), min));
      }
      if (max < Integer.MAX_VALUE) {
        schema.setMaxItems(max);
      }
    } else if (Kinds.has(schema, "object")) {
      if (min > 0) {
        schema.setMinProperties(tighter(schema.getMinProperties(), min));
      }
      if (max < Integer.MAX_VALUE) {
        schema.setMaxProperties(max);
      }
    }
  }

  private static int tighter(@org.jspecify.annotations.Nullable Integer known, int min) {
    return known == null ? min : Math.max(known, min);
  }

  private static void least(JsonSchema schema, BigDecimal value, boolean inclusive) {
    if (!Kinds.isNumber(schema)) {
      return;
    }
    if (inclusive) {
      BigDecimal known = schema.getMinimum();
      schema.setMinimum(known == null ? value : known.max(value));
    } else {
      schema.setExclusiveMinimumValue(value);
    }
  }

  private static void most(JsonSchema schema, BigDecimal value, boolean inclusive) {
    if (!Kinds.isNumber(schema)) {
      return;
    }
    if (inclusive) {
      BigDecimal known = schema.getMaximum();
      schema.setMaximum(known == null ? value : known.min(value));
    } else {
      schema.setExclusiveMaximumValue(value);
    }
  }

  private static void digits(JsonSchema schema, Digits digits) {
    if (Kinds.isNumber(schema)) {
      BigDecimal beyond = BigDecimal.TEN.pow(digits.integer());
      schema.setExclusiveMinimumValue(beyond.negate());
      schema.setExclusiveMaximumValue(beyond);
      schema.setMultipleOf(BigDecimal.ONE.movePointLeft(digits.fraction()));
    }
  }

  private static void pattern(JsonSchema schema, Pattern pattern) {
    boolean plain = pattern.flags().length == 0 && Expressions.arePlain(pattern.regexp());
    if (plain) {
      pattern(schema, Expressions.whole(pattern.regexp()));
    } else {
      schema.setDescription(
          "Matches the Java expression "
              + pattern.regexp()
              + (pattern.flags().length == 0 ? "" : " with " + Arrays.toString(pattern.flags())));
    }
  }

  private static void pattern(JsonSchema schema, String expression) {
    if (!Kinds.has(schema, "string")) {
      return;
    }
    if (schema.getPattern() == null) {
      schema.setPattern(expression);
    } else if (!schema.getPattern().equals(expression)) {
      var second = new JsonSchema();
      second.setPattern(expression);
      schema.addAllOfItem(second);
    }
  }

  private static void format(JsonSchema schema, String format) {
    if (Kinds.has(schema, "string")) {
      schema.setFormat(format);
    }
  }
}
