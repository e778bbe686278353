package dev.outrigger.web.endpoints;

import jakarta.validation.MessageInterpolator;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.lang.annotation.Annotation;
import java.util.Locale;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * Words for what is violated, without an expression language. Two of the usual messages hold an
 * expression: without this, clients would be told it as it stands, and the log of each time.
 */
final class Messages implements MessageInterpolator {
  private static final String OR_EQUAL = "or equal to ";

  private final MessageInterpolator plain = new ParameterMessageInterpolator();

  @Override
  public String interpolate(String message, Context context) {
    return plain.interpolate(simple(message, context), context);
  }

  @Override
  public String interpolate(String message, Context context, Locale locale) {
    return plain.interpolate(simple(message, context), context, locale);
  }

  private static String simple(String message, Context context) {
    Annotation constraint = context.getConstraintDescriptor().getAnnotation();
    if (constraint instanceof DecimalMax most && isUsual(message, DecimalMax.class)) {
      return "must be less than " + (most.inclusive() ? OR_EQUAL : "") + "{value}";
    }
    if (constraint instanceof DecimalMin least && isUsual(message, DecimalMin.class)) {
      return "must be greater than " + (least.inclusive() ? OR_EQUAL : "") + "{value}";
    }
    return message;
  }

  private static boolean isUsual(String message, Class<? extends Annotation> constraint) {
    return message.equals("{" + constraint.getName() + ".message}");
  }
}
