package dev.outrigger.web.endpoints;

import dev.outrigger.web.binding.FromCookie;
import dev.outrigger.web.binding.FromForm;
import dev.outrigger.web.binding.FromHeader;
import dev.outrigger.web.binding.FromPath;
import dev.outrigger.web.binding.FromQuery;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the text of a value comes from. */
enum Place {
  /** A parameter of the route's path. */
  PATH,
  /** A query parameter. */
  QUERY,
  /** A header field. */
  HEADER,
  /** A cookie. */
  COOKIE,
  /** A field of a form. */
  FORM;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** As errors call it. */
  String label() {
    return label;
  }

  /** The name that an annotation of this place says; empty text if it says none. */
  Optional<String> said(Slot slot) {
    return switch (this) {
      case PATH -> slot.said(FromPath.class, FromPath::value);
      case QUERY -> slot.said(FromQuery.class, FromQuery::value);
      case HEADER -> slot.said(FromHeader.class, FromHeader::value);
      case COOKIE -> slot.said(FromCookie.class, FromCookie::value);
      case FORM -> slot.said(FromForm.class, FromForm::value);
    };
  }

  /** The first value of this name, null if there is none. */
  @Nullable String first(Reading reading, String name) throws Exception {
    return switch (this) {
      case PATH -> reading.incoming().path(name);
      case QUERY -> first(reading.incoming().query(name));
      case HEADER -> orNull(reading.incoming().http().headers().first(name));
      case COOKIE -> orNull(reading.incoming().cookie(name));
      case FORM -> first(reading.fields().all(name));
    };
  }

  /** All values of this name. */
  List<String> all(Reading reading, String name) throws Exception {
    return switch (this) {
      case PATH, COOKIE -> throw new IllegalStateException(this + " has one value of a name");
      case QUERY -> reading.incoming().query(name);
      case HEADER -> reading.incoming().http().headers().all(name);
      case FORM -> reading.fields().all(name);
    };
  }

  private static @Nullable String first(List<String> values) {
    return values.isEmpty() ? null : values.getFirst();
  }

  private static @Nullable String orNull(Optional<String> value) {
    return value.isPresent() ? value.get() : null;
  }
}
