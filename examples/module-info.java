import org.jspecify.annotations.NullMarked;

/** Programs a reader would copy. */
@NullMarked
module dev.outrigger.examples {
  requires static org.jspecify;
  requires dev.outrigger.web;
  requires java.desktop;
  requires tools.jackson.databind;
}
