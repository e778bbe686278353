import org.jspecify.annotations.NullMarked;

/** Programs a reader would copy. */
@NullMarked
module dev.outrigger.examples {
  requires static org.jspecify;
  requires com.github.kagkarlsson.scheduler;
  requires com.h2database;
  requires dev.outrigger.web;
  requires jakarta.validation;
  requires java.desktop;
  requires java.net.http;
  requires java.sql;
  requires tools.jackson.databind;

  // Endpoints and their records are read by what calls, writes and checks them.
  opens dev.outrigger.examples.thumbnails to
      dev.outrigger.web,
      tools.jackson.databind,
      org.hibernate.validator;
  opens dev.outrigger.examples.orders to
      dev.outrigger.web,
      tools.jackson.databind,
      org.hibernate.validator;
}
