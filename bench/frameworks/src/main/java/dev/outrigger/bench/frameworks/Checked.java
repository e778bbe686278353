package dev.outrigger.bench.frameworks;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Jakarta Validation for frameworks that leave it to the program. */
final class Checked {
  private static final Validator VALIDATOR =
      Validation.byDefaultProvider()
          .configure()
          // Without the language for expressions, which no message here needs.
          .messageInterpolator(new ParameterMessageInterpolator())
          .buildValidatorFactory()
          .getValidator();

  private Checked() {}

  static boolean isValid(Signup signup) {
    return VALIDATOR.validate(signup).isEmpty();
  }
}
