package dev.outrigger.web.endpoints;

import dev.outrigger.web.json.JsonBody;
import dev.outrigger.web.json.PartChecks;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body.
 *
 * @param checks for what fits in a body that does not
 */
record BodyArgument(JsonBody body, boolean optional, boolean nullable, PartChecks checks)
    implements Argument {

  BodyArgument withChecks(PartChecks own) {
    return new BodyArgument(body, optional, nullable, own);
  }

  @Override
  public @Nullable Object value(Reading reading) throws Exception {
    byte[] bytes = reading.incoming().body();
    if (bytes.length == 0 && (optional || nullable)) {
      return optional ? Optional.empty() : null;
    }
    Object value = body.read(reading.incoming().http().headers(), bytes, reading.errors(), checks);
    return optional && value != null ? Optional.of(value) : value;
  }
}
