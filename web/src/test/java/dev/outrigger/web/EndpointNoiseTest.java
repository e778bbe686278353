package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.binding.FromForm;
import dev.outrigger.web.binding.FromQuery;
import dev.outrigger.web.binding.Post;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends, it gets its own fault told, and never 500. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class EndpointNoiseTest {
  private static final String[] WORDS = {
    "1",
    "-1",
    "1e99",
    "\"a\"",
    "\"\"",
    "null",
    "true",
    "[]",
    "{}",
    "[null]",
    "1.5",
    "NaN",
    "{\"a\":1}",
    "99999999999999999999",
    "\"2026-01-01T00:00:00Z\"",
    "\"\\u0000\"",
    "[[[[1]]]]",
    "\"MONDAY\"",
    "x"
  };
  private static final String[] NAMES = {"id", "count", "price", "at", "more", "map", "kind", "zz"};

  @Parameter private TaskBackend backend;

  enum Kind {
    A,
    B
  }

  record Tree(
      UUID id,
      @Positive int count,
      BigDecimal price,
      Optional<Instant> at,
      List<Tree> more,
      Map<String, Tree> map,
      Kind kind) {
    Tree {
      if (count == 1) {
        throw new IllegalArgumentException("not one");
      }
    }
  }

  record Flat(
      Optional<UUID> id, int count, BigDecimal price, List<Instant> at, Optional<Kind> kind) {}

  static class Noisy {
    @Post("/json")
    String json(@FromQuery Flat flat, Tree tree) {
      return tree.toString();
    }

    @Post("/form")
    String form(@FromForm Flat flat) {
      return flat.toString();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nothingBecomes500(long seed) throws Exception {
    var random = new Random(seed);
    try (var log = new Logged();
        TestServer server =
            TestServer.start(
                backend,
                1,
                app -> {
                  app.withoutPool();
                  app.endpoints(new Noisy());
                })) {
      for (int i = 0; i < 150; i++) {
        boolean json = random.nextBoolean();
        String query = "?" + values(random);
        String body = json ? tree(random, 0) : values(random);
        HttpResponse<String> answer =
            server
                .client()
                .send(
                    HttpRequest.newBuilder(
                            URI.create(
                                server.server().uri() + (json ? "json" + query : "form" + query)))
                        .header(
                            "Content-Type",
                            json ? "application/json" : "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                    BodyHandlers.ofString());
        assertThat(answer.statusCode())
            .as("%s %s: %s", query, body, answer.body())
            .isIn(200, 400, 422);
      }
      assertThat(log.lines()).noneMatch(line -> line.startsWith("SEVERE"));
    }
  }

  private static String values(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      text.append(NAMES[random.nextInt(NAMES.length)]).append('=');
      text.append(URLEncoder.encode(word(random), StandardCharsets.UTF_8)).append('&');
    }
    return text.toString();
  }

  private static String word(Random random) {
    return WORDS[random.nextInt(WORDS.length)];
  }

  private static String tree(Random random, int depth) {
    if (depth > 4 || random.nextInt(6) == 0) {
      return word(random);
    }
    var text = new StringBuilder("{");
    for (String name : NAMES) {
      if (random.nextInt(5) > 0) {
        String value =
            switch (name) {
              case "id" -> "\"" + new UUID(random.nextLong(), 1) + "\"";
              case "more" -> "[" + (random.nextBoolean() ? "" : tree(random, depth + 1)) + "]";
              case "map" -> random.nextBoolean() ? "{}" : "{\"k\":" + tree(random, depth + 1) + "}";
              case "kind" -> "\"A\"";
              default -> word(random);
            };
        text.append(text.length() > 1 ? "," : "").append('"').append(name).append("\":");
        text.append(random.nextInt(8) == 0 ? word(random) : value);
      }
    }
    return text.append('}').toString();
  }
}
