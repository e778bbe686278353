package dev.outrigger.web.openapi;

import dev.outrigger.web.testclient.TestRequest;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Makes requests from a document, right ones and ones with one thing wrong. */
final class RequestMaker {
  private final Inventor inventor;
  private final Random random;
  private final boolean escapes;
  private final List<Place> places = new ArrayList<>();

  private record Place(String path, String method, JsonNode operation) {}

  /** What is to be wrong: a parameter by its index, the body, or the login. */
  private static final int BODY = -1;

  private static final int LOGIN = -2;
  private static final int NOTHING = -3;

  /**
   * @param escapes whether malformed escapes may be sent; the JDK's client can't
   */
  RequestMaker(JsonNode document, long seed, boolean escapes) {
    this.escapes = escapes;
    this.random = new Random(seed);
    this.inventor = new Inventor(document, random);
    for (var path : document.get("paths").properties()) {
      for (var method : path.getValue().properties()) {
        places.add(new Place(path.getKey(), method.getKey(), method.getValue()));
      }
    }
  }

  int operations() {
    return places.size();
  }

  /** A request for the operation of this number, which goes round. */
  MadeRequest valid(int number) {
    return make(places.get(number % places.size()), NOTHING).orElseThrow();
  }

  /** The same with one thing wrong; empty if nothing can be. */
  Optional<MadeRequest> broken(int number) {
    Place place = places.get(number % places.size());
    List<Integer> choices = new ArrayList<>();
    for (int i = 0; i < place.operation().path("parameters").size(); i++) {
      choices.add(i);
    }
    if (place.operation().has("requestBody")) {
      choices.addAll(List.of(BODY, BODY, BODY));
    }
    if (place.operation().has("security")) {
      choices.add(LOGIN);
    }
    return choices.isEmpty()
        ? Optional.empty()
        : make(place, choices.get(random.nextInt(choices.size())));
  }

  private Optional<MadeRequest> make(Place place, int wrong) {
    var sending = new Sending(place.path());
    String told = "";
    JsonNode parameters = place.operation().path("parameters");
    for (int i = 0; i < parameters.size(); i++) {
      JsonNode parameter = parameters.get(i);
      if (wrong == i) {
        Optional<String> broken = breakParameter(parameter, sending);
        if (broken.isEmpty()) {
          return Optional.empty();
        }
        told = broken.get();
      } else if (parameter.path("required").asBoolean() || random.nextInt(3) > 0) {
        JsonNode value = inventor.valid(parameter.get("schema"));
        sending.parameter(parameter, value);
      }
    }
    if (place.operation().has("security")) {
      if (wrong == LOGIN) {
        told = "no login";
      } else {
        sending.header("Authorization", "Bearer " + Shop.TOKEN);
      }
    }
    TestRequest request = sending.request(place.method().toUpperCase(Locale.ROOT));
    if (place.operation().has("requestBody")) {
      Optional<Body> body = body(place.operation().get("requestBody"), wrong == BODY);
      if (body.isEmpty()) {
        return Optional.empty();
      }
      request =
          body.get().type().isEmpty()
              ? request
              : request.body(body.get().type(), body.get().bytes());
      told += body.get().wrong();
    }
    String pointer =
        "/paths/" + place.path().replace("~", "~0").replace("/", "~1") + "/" + place.method();
    return Optional.of(new MadeRequest(place.operation(), pointer, told, request));
  }

  private Optional<String> breakParameter(JsonNode parameter, Sending sending) {
    String name = parameter.get("name").asString();
    String in = parameter.get("in").asString();
    if (parameter.path("required").asBoolean() && !in.equals("path") && random.nextInt(3) == 0) {
      return Optional.of("no " + name);
    }
    if (escapes && (in.equals("path") || in.equals("query")) && random.nextInt(6) == 0) {
      sending.raw(in, name, List.of("%", "%zz", "%c3%28").get(random.nextInt(3)));
      return Optional.of("malformed escapes in " + name);
    }
    JsonNode schema = inventor.resolved(parameter.get("schema"));
    for (int attempt = 0; attempt < 8; attempt++) {
      Optional<JsonNode> wrong = inventor.broken(schema, inventor.valid(schema));
      // What text can't say is no mistake of a parameter: "true" is a good text, and 5 too.
      if (wrong.isPresent() && sending.isWrongAsText(schema, wrong.get())) {
        sending.parameter(parameter, wrong.get());
        return Optional.of("a wrong " + name);
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Body(String type, byte[] bytes, String wrong) {
    static Body of(String type, String text, String wrong) {
      return new Body(type, text.getBytes(StandardCharsets.UTF_8), wrong);
    }
  }

  private Optional<Body> body(JsonNode requestBody, boolean isWrong) {
    List<String> types = new ArrayList<>(requestBody.get("content").propertyNames());
    String type = types.get(random.nextInt(types.size()));
    JsonNode schema = requestBody.get("content").get(type).path("schema");
    if (type.equals("*/*") || type.equals("text/plain")) {
      return isWrong
          ? Optional.empty()
          : Optional.of(Body.of(type.equals("*/*") ? "image/png" : type, "any text ä", ""));
    }
    if (isWrong && random.nextInt(6) == 0) {
      return Optional.of(Body.of("image/png", "no such body", "a body of another type"));
    }
    JsonNode value = inventor.valid(schema);
    boolean isJson = type.endsWith("json");
    if (isWrong && isJson && random.nextInt(6) == 0) {
      String whole = value.toString();
      String text = whole.substring(0, random.nextInt(whole.length()));
      return Optional.of(Body.of(type, text, "half of its JSON"));
    }
    if (isWrong) {
      Optional<JsonNode> wrong = inventor.broken(schema, value);
      if (wrong.isEmpty() || (!isJson && !FormText.isWrong(inventor, schema, wrong.get()))) {
        return Optional.empty();
      }
      value = wrong.get();
    }
    String told = isWrong ? "a wrong body" : "";
    return Optional.of(
        isJson
            ? Body.of(type, value.toString(), told)
            : type.startsWith("multipart")
                ? new Body(type + "; boundary=b", multipart(schema, value), told)
                : Body.of(type, FormText.encoded(value), told));
  }

  private byte[] multipart(JsonNode schema, JsonNode fields) {
    var out = new ByteArrayOutputStream();
    for (var field : fields.properties()) {
      JsonNode own = inventor.resolved(schema.get("properties").get(field.getKey()));
      boolean isFile = own.toString().contains("binary");
      for (JsonNode value :
          field.getValue().isArray() ? field.getValue() : List.of(field.getValue())) {
        String file =
            isFile ? "; filename=\"a.bin\"\r\nContent-Type: application/octet-stream" : "";
        out.writeBytes(
            ("--b\r\nContent-Disposition: form-data; name=\""
                    + field.getKey()
                    + "\""
                    + file
                    + "\r\n\r\n"
                    + value.asString()
                    + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
      }
    }
    out.writeBytes("--b--\r\n".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
