package dev.outrigger.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.web.testclient.TestClient;
import org.junit.jupiter.api.Test;

/** Documents are what the specification says that they are. */
class DocumentValidityTest {

  @Test
  void theDocumentOfARichApplicationIsValid() throws Exception {
    try (TestClient client = TestClient.of(new Shop())) {
      assertThat(MetaSchema.errors(client.get("/openapi.json").text())).isEmpty();
    }
  }

  @Test
  void theDocumentOfAnApplicationWithoutRoutesIsValid() throws Exception {
    try (TestClient client = TestClient.of(app -> OpenApi.of("Nothing", "0").on(app))) {
      assertThat(MetaSchema.errors(client.get("/openapi.json").text())).isEmpty();
    }
  }

  @Test
  void aWrongDocumentAndAWrongSchemaInOneAreFound() {
    assertThat(MetaSchema.errors("{\"openapi\": \"3.1.1\"}")).isNotEmpty();
    String schema = "{\"type\": \"text\"}";
    String document =
        """
        {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {},
         "components": {"schemas": {"A": %s}}}
        """;
    assertThat(MetaSchema.errors(document.formatted(schema))).isNotEmpty();
    assertThat(MetaSchema.errors(document.formatted("{\"type\": \"string\"}"))).isEmpty();
  }
}
