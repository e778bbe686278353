package dev.outrigger.web.endpoints;

import dev.outrigger.web.json.JsonBody;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON body. */
record BodyArgument(JsonBody body, boolean optional, boolean nullable) implements Argument {

  @Override
  public @Nullable Object value(Reading reading) throws Exception {
    byte[] bytes = reading.incoming().body();
    if (bytes.length == 0 && (optional || nullable)) {
      return optional ? Optional.empty() : null;
    }
    Object value = body.read(reading.incoming().http().headers(), bytes, reading.errors());
    return optional && value != null ? Optional.of(value) : value;
  }
}
