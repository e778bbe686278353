import org.jspecify.annotations.NullMarked;

/** Programs a reader would copy. */
@NullMarked
module dev.outrigger.examples {
  requires static org.jspecify;
  requires dev.outrigger.web;
  requires jakarta.validation;
  requires java.desktop;
  requires tools.jackson.databind;

  // Endpoints and their records are read by what calls, writes and checks them.
  opens dev.outrigger.examples.thumbnails to
      dev.outrigger.web,
      tools.jackson.databind,
      org.hibernate.validator;
}
