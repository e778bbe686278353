package dev.outrigger.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Application;
import dev.outrigger.web.WebServer;
import dev.outrigger.web.binding.Describe;
import dev.outrigger.web.binding.Get;
import dev.outrigger.web.openapi.OpenApi;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Swagger's page in a browser: an operation is tried out by clicks, and its answer read. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(240)
class SwaggerPageTest {
  @Parameter TaskBackend backend;
  @TempDir private Path folder;

  private final List<Long> asked = new CopyOnWriteArrayList<>();

  record Item(long id, String name) {}

  final class Items {
    @Get("/items/{id}")
    @Describe(summary = "One item", tags = "items")
    Item one(long id) {
      asked.add(id);
      return new Item(id, "spoon " + id);
    }
  }

  @Test
  void anOperationIsTriedOut() throws Exception {
    Application shop =
        app -> {
          app.withoutPool();
          OpenApi.of("Shop", "1.0").on(app);
          app.endpoints(new Items());
        };
    try (WebServer server = WebServer.builder(shop).bind("127.0.0.1", 0).tasks(backend).start();
        Chromium browser = new Chromium(folder)) {
      browser.open(server.uri() + "docs");
      assertThat(browser.await("document.title").asString()).isEqualTo("Shop");
      browser.click(".opblock-get .opblock-summary-control");
      browser.click(".try-out__btn");
      browser.type("tr[data-param-name=id] input", "42");
      browser.click(".opblock-control__btn.execute");

      String row = "document.querySelector('.live-responses-table tr.response')";
      assertThat(browser.await(row + ".querySelector('.response-col_status').innerText").asString())
          .startsWith("200");
      assertThat(browser.await(row + ".querySelector('.highlight-code').innerText").asString())
          .contains("\"id\": 42", "\"name\": \"spoon 42\"");
      assertThat(asked).containsExactly(42L);

      JsonNode loaded =
          browser.await("performance.getEntriesByType('resource').map(entry => entry.name)");
      assertThat(loaded).isNotEmpty();
      for (JsonNode address : loaded) {
        assertThat(address.asString())
            .satisfiesAnyOf(
                own -> assertThat(own).startsWith(server.uri().toString()),
                inside -> assertThat(inside).startsWith("data:"));
      }
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
