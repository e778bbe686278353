package dev.outrigger.web.endpoints;

import dev.outrigger.web.json.InputErrors;
import dev.outrigger.web.json.JsonPointer;
import jakarta.validation.ConstraintViolation;
import java.lang.reflect.Parameter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arguments that are held against constraints once they fit their types. */
final class Checked {
  private Checked() {}

  /** The same argument, with what its parameter and its type demand; itself if that is nothing. */
  static Argument of(Argument plain, Slot slot, RecordChecks records)
      throws IllegalAccessException {
    Argument checked =
        switch (plain) {
          case RecordArgument record when Constraints.areIn(record.type()) -> values(record);
          case BodyArgument body when records.areNeeded(slot.type()) -> {
            RecordChecks.requireConstraintsThatFit(slot.type());
            yield body(body.withChecks(records), records);
          }
          default -> plain;
        };
    return slot.element() instanceof Parameter parameter
            && Constraints.areAt(parameter, parameter.getAnnotatedType())
        ? parameter(checked, plain, parameter)
        : checked;
  }

  private static Argument body(Argument plain, RecordChecks records) {
    return reading -> {
      int before = reading.errorCount();
      Object value = plain.value(reading);
      if (reading.errorCount() == before) {
        records.check(value, JsonPointer.root(), reading.errors());
      }
      return value;
    };
  }

  private static Argument values(RecordArgument record) {
    var _ = Constraints.validator().getConstraintsForClass(record.type());
    RecordChecks.requireConstraintsThatFit(record.type());
    return reading -> {
      int before = reading.errorCount();
      RecordArgument.Parts parts = record.parts(reading);
      if (!parts.allFit()) {
        parts.forEachFitting((component, value) ->
            tell(reading, record, Constraints.violations(record.type(), component, value)));
        return null;
      }
      Object value = record.made(parts, reading);
      if (value != null && reading.errorCount() == before) {
        tell(reading, record, Constraints.violations(value));
      }
      return value;
    };
  }

  private static void tell(
      Reading reading, RecordArgument record, Set<? extends ConstraintViolation<?>> violations) {
    for (ConstraintViolation<?> violation : violations) {
      String component = violation.getPropertyPath().iterator().next().getName();
      tell(
          reading.errors(),
          record.place().label(),
          component == null ? record.name() : record.nameOf(component),
          violation);
    }
  }

  private static Argument parameter(Argument inner, Argument plain, Parameter parameter)
      throws IllegalAccessException {
    Class<?> twin = ParameterTwin.of(parameter);
    // A constraint that is not for this type shows now, not when somebody asks.
    var _ = violations(twin, null);
    String in =
        switch (plain) {
          case TextArgument text -> text.place().label();
          case RecordArgument record -> record.place().label();
          case FileArgument _ -> "form";
          default -> "body";
        };
    String name =
        switch (plain) {
          case TextArgument text -> text.name();
          case FileArgument file -> file.name();
          case RecordArgument record -> record.name();
          default -> "";
        };
    return reading -> {
      int before = reading.errorCount();
      Object value = inner.value(reading);
      if (reading.errorCount() == before) {
        for (ConstraintViolation<?> violation : violations(twin, value)) {
          tell(reading.errors(), in, name, violation);
        }
      }
      return value;
    };
  }

  private static Set<? extends ConstraintViolation<?>> violations(
      Class<?> twin, @Nullable Object value) {
    return Constraints.violations(twin, ParameterTwin.FIELD, value);
  }

  private static void tell(
      InputErrors errors, String in, String name, ConstraintViolation<?> violation) {
    if (in.equals("body")) {
      errors.inBody("#", violation.getMessage());
    } else {
      errors.named(in, name, violation.getMessage());
    }
  }
}
