package dev.outrigger.examples;

import dev.outrigger.web.Request;
import dev.outrigger.web.forms.FormData;
import dev.outrigger.web.forms.MultipartForm;
import dev.outrigger.web.forms.UploadedFile;
import dev.outrigger.web.headers.Cookies;
import dev.outrigger.web.headers.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a request held, as httpbin tells it. */
final class Echo {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LARGEST = 10 << 20;

  private Echo() {}

  static Map<String, Object> of(Request request) throws IOException, InterruptedException {
    var told = new LinkedHashMap<String, Object>();
    told.put("method", request.method());
    told.put(
        "url",
        request.scheme() + "://" + request.header("Host").orElse("") + request.http().target());
    told.put("origin", request.client().getHostAddress());
    told.put("args", arguments(request));
    told.put("headers", headers(request));
    body(request, told);
    return told;
  }

  private static void body(Request request, Map<String, Object> told)
      throws IOException, InterruptedException {
    MediaType type =
        request.header("Content-Type").map(MediaType::parse).orElse(MediaType.OCTET_STREAM);
    told.put("form", Map.of());
    told.put("files", Map.of());
    told.put("data", "");
    if (type.is(MediaType.FORM)) {
      told.put("form", oneOrMany(request.form()));
    } else if (type.is(MediaType.MULTIPART_FORM)) {
      MultipartForm form = request.multipart();
      told.put("form", oneOrMany(form.fields()));
      var files = new LinkedHashMap<String, String>();
      for (UploadedFile file : form.files()) {
        files.put(file.name(), new String(file.bytes(), StandardCharsets.UTF_8));
      }
      told.put("files", files);
    } else {
      byte[] bytes = request.bytes(LARGEST);
      told.put("data", new String(bytes, StandardCharsets.UTF_8));
      json(bytes, told);
    }
  }

  private static void json(byte[] bytes, Map<String, Object> told) {
    try {
      told.put("json", JSON.readTree(bytes));
    } catch (JacksonException noJson) {
      // Then there is the text alone.
    }
  }

  static Map<String, Object> arguments(Request request) {
    var arguments = new LinkedHashMap<String, Object>();
    for (String name : request.queryNames()) {
      arguments.put(name, oneOrMany(request.queries(name)));
    }
    return arguments;
  }

  static Map<String, String> headers(Request request) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (String name : request.headers().names()) {
      headers.put(name, String.join(",", request.headers().all(name)));
    }
    return headers;
  }

  static Map<String, String> cookies(Request request) {
    return Cookies.parse(request.headers()).values();
  }

  private static Map<String, Object> oneOrMany(FormData form) {
    var fields = new LinkedHashMap<String, Object>();
    form.asMap().forEach((name, values) -> fields.put(name, oneOrMany(values)));
    return fields;
  }

  private static Object oneOrMany(List<String> values) {
    return values.size() == 1 ? values.getFirst() : values;
  }
}
