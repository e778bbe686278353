package dev.outrigger.web.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The schema of OpenAPI 3.1 documents, as the OpenAPI Initiative publishes it, with the dialect
 * that the schemas in them are held against. It lies in the jar of openapi-parser.
 */
final class MetaSchema {
  private static final String SITE = "https://spec.openapis.org/oas/3.1/";
  private static final List<String> FILES =
      List.of(
          "schema/2025-09-15", "schema-base/2025-09-15", "dialect/2024-11-10", "meta/2024-11-10");
  private static final Schema SCHEMA = load();

  private MetaSchema() {}

  /** What is wrong with a document; nothing if it is valid. */
  static List<Error> errors(String document) {
    return SCHEMA.validate(document, InputFormat.JSON);
  }

  private static Schema load() {
    Map<String, String> files = new HashMap<>();
    for (String file : FILES) {
      files.put(SITE + file, read("/openapi/3.1/" + file));
    }
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(files))
        .getSchema(SchemaLocation.of(SITE + "schema-base/2025-09-15"));
  }

  private static String read(String name) {
    try (InputStream in = MetaSchema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("openapi-parser has no " + name + " any more");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
