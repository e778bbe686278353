import org.jspecify.annotations.NullMarked;

/** A web framework whose handlers read as if they blocked. */
@NullMarked
module dev.outrigger.web {
  requires static transitive org.jspecify;
  requires transitive dev.outrigger.http;
  requires tools.jackson.databind;

  exports dev.outrigger.web;
  exports dev.outrigger.web.forms;
  exports dev.outrigger.web.headers;
}
