package dev.outrigger.web.endpoints;

import dev.outrigger.http.RequestBody;
import dev.outrigger.runtime.Scope;
import dev.outrigger.web.Problem;
import dev.outrigger.web.binding.Default;
import dev.outrigger.web.binding.FromBody;
import dev.outrigger.web.binding.FromCookie;
import dev.outrigger.web.binding.FromForm;
import dev.outrigger.web.binding.FromHeader;
import dev.outrigger.web.binding.FromPath;
import dev.outrigger.web.binding.FromQuery;
import dev.outrigger.web.endpoints.Input.From;
import dev.outrigger.web.forms.FormData;
import dev.outrigger.web.forms.MultipartForm;
import dev.outrigger.web.forms.UploadedFile;
import dev.outrigger.web.json.PartChecks;
import dev.outrigger.web.text.Utf8;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides where each argument of a method comes from. */
final class Inputs {
  private static final List<Class<? extends Annotation>> SOURCES =
      List.of(
          FromPath.class,
          FromQuery.class,
          FromHeader.class,
          FromCookie.class,
          FromForm.class,
          FromBody.class);

  private final List<String> pathNames;
  private final boolean hasBody;
  private final String verb;
  private final Class<?> requestType;

  Inputs(String verb, List<String> pathNames, Class<?> requestType) {
    this.verb = verb;
    this.pathNames = pathNames;
    this.requestType = requestType;
    this.hasBody = !List.of("GET", "HEAD", "DELETE", "OPTIONS", "TRACE").contains(verb);
  }

  Input of(Slot slot) throws IllegalAccessException {
    long sources = SOURCES.stream().filter(slot::has).count();
    if (sources > 1) {
      throw slot.refusal("has several sources; leave one of its @From annotations");
    }
    return sources == 1 ? asSaid(slot) : bySelf(slot);
  }

  private Input asSaid(Slot slot) throws IllegalAccessException {
    Optional<String> path = slot.said(FromPath.class, FromPath::value);
    if (path.isPresent()) {
      return path(slot, slot.nameOr(path.get()));
    }
    for (Place place : List.of(Place.QUERY, Place.HEADER, Place.COOKIE)) {
      Optional<String> name = place.said(slot);
      if (name.isPresent()) {
        return Input.of(slot, From.VALUES, Values.of(slot, place, name.get()));
      }
    }
    requireBody(slot);
    Optional<String> field = Place.FORM.said(slot);
    return field.isPresent()
        ? Input.of(slot, From.FORM, Values.of(slot, Place.FORM, field.get()))
        : body(slot);
  }

  private Input bySelf(Slot slot) throws IllegalAccessException {
    Optional<Input> given = given(slot);
    if (given.isPresent()) {
      return given.get();
    }
    if (pathNames.contains(slot.name())) {
      return path(slot, slot.name());
    }
    Arity arity = Arity.of(slot.type());
    if (arity.element(slot.type()) == UploadedFile.class) {
      requireBody(slot);
      return Input.of(slot, From.FORM, Values.of(slot, Place.FORM, ""));
    }
    if (Values.isSimple(slot)) {
      return Input.of(slot, From.VALUES, Values.of(slot, Place.QUERY, ""));
    }
    if (!BodyTypes.isBody(slot.type())) {
      throw slot.refusal(
          "is of the type "
              + slot.type().getTypeName()
              + ", which no request has; take a simple type, a record, or a class with a public"
              + " static method valueOf(String), or write @FromBody to read JSON as it");
    }
    requireBody(slot);
    return body(slot);
  }

  private Input path(Slot slot, String name) throws IllegalAccessException {
    if (!pathNames.contains(name)) {
      throw slot.refusal("is to come from {" + name + "}, but the path has only " + pathNames);
    }
    if (slot.nullable() || slot.has(Default.class) || Arity.of(slot.type()) != Arity.ONE) {
      throw slot.refusal("comes from the path, where there always is one value; say so plainly");
    }
    return Input.of(slot, From.VALUES, Values.of(slot, Place.PATH, name));
  }

  private Optional<Input> given(Slot slot) {
    Type type = slot.type();
    if (type == requestType) {
      return Optional.of(Input.of(slot, From.REQUEST, in -> in.incoming().request()));
    }
    if (type == Scope.class) {
      return Optional.of(Input.of(slot, From.REQUEST, in -> in.incoming().http().scope()));
    }
    if (type == RequestBody.class) {
      return Optional.of(Input.of(slot, From.BODY, in -> in.incoming().http().body()));
    }
    if (type == MultipartForm.class) {
      return Optional.of(Input.of(slot, From.FORM, new WholeForm()));
    }
    return type == FormData.class
        ? Optional.of(Input.of(slot, From.FORM, Reading::fields))
        : Optional.empty();
  }

  private void requireBody(Slot slot) {
    if (!hasBody) {
      throw slot.refusal(
          "is to come from the body, but "
              + verb
              + " has none; write @FromQuery to take its values from the query");
    }
  }

  private static Input body(Slot slot) {
    if (slot.has(Default.class)) {
      throw slot.refusal("is the body, which has no default; write Optional or @Nullable");
    }
    if (slot.type() == byte[].class) {
      return Input.of(slot, From.BODY, in -> in.incoming().body());
    }
    if (slot.type() == String.class) {
      return Input.of(slot, From.BODY, Inputs::text);
    }
    boolean optional = Arity.of(slot.type()) == Arity.AT_MOST_ONE;
    Type type = optional ? Arity.AT_MOST_ONE.element(slot.type()) : slot.type();
    return new Input(
        slot,
        From.BODY,
        json -> new BodyArgument(json.body(type), optional, slot.nullable(), PartChecks.NONE));
  }

  private static Object text(Reading reading) throws Exception {
    return Utf8.decode(reading.incoming().body())
        .orElseThrow(() -> Problem.badRequest("The body is not text in UTF-8"));
  }

  /** A header field for a name in Java: {@code ifNoneMatch} is {@code if-none-match}. */
  static String hyphenated(String name) {
    var field = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      field.append(Character.isUpperCase(c) && i > 0 ? "-" + c : String.valueOf(c));
    }
    return field.toString().toLowerCase(Locale.ROOT);
  }
}
