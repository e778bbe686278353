package dev.outrigger.web.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Response;
import dev.outrigger.web.files.RawServer;
import dev.outrigger.web.files.RawServer.Answer;
import dev.outrigger.web.headers.CacheControl;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that handlers make anew each time, and what clients keep of them. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class CachingTest {
  @Parameter private TaskBackend backend;

  private RawServer tagging() throws Exception {
    return RawServer.start(
        backend,
        app -> {
          app.use(ETags.weak());
          app.get("/text", _ -> Response.text("text").header("X-Other", "kept"));
          app.post("/text", _ -> "posted");
          app.get("/long", _ -> "x".repeat(1_000_000));
          app.get("/own", _ -> Response.text("own").header("ETag", "\"1\""));
          app.get("/odd", _ -> Response.text("odd").header("ETag", "odd"));
          app.get("/stream", _ -> Response.stream("text/plain", out -> out.write("x")));
          app.get(
              "/problem",
              _ -> {
                throw Problem.conflict("no");
              });
        });
  }

  @Test
  void anAnswerThatTheClientHasIsNotSentAgain() throws Exception {
    try (RawServer server = tagging()) {
      for (String path : new String[] {"/text", "/long"}) {
        Answer first = server.get(path);
        String tag = first.header("ETag").orElseThrow();
        assertThat(first.status()).isEqualTo(200);
        assertThat(tag).startsWith("W/\"");
        Answer second = server.get(path, "If-None-Match: " + tag);
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.header("ETag")).contains(tag);
        assertThat(second.header("Content-Type")).isEmpty();
        assertThat(server.get(path, "If-None-Match: \"other\"").status()).isEqualTo(200);
      }
      Answer known = server.get("/text", "If-None-Match: *");
      assertThat(known.header("X-Other")).contains("kept");
      Answer head = server.ask("HEAD", "/text");
      assertThat(head.header("ETag")).isEqualTo(server.get("/text").header("ETag"));
    }
  }

  @Test
  void aTagOfTheHandlersOwnIsHeeded() throws Exception {
    try (RawServer server = tagging()) {
      assertThat(server.get("/own").header("ETag")).contains("\"1\"");
      assertThat(server.get("/own", "If-None-Match: \"1\"").status()).isEqualTo(304);
      assertThat(server.get("/own", "If-Match: \"2\"").status()).isEqualTo(412);
      assertThat(server.get("/odd", "If-None-Match: \"1\"").status()).isEqualTo(200);
    }
  }

  @Test
  void othersAreLeftAlone() throws Exception {
    try (RawServer server = tagging()) {
      assertThat(server.ask("POST", "/text").header("ETag")).isEmpty();
      assertThat(server.get("/stream").header("ETag")).isEmpty();
      assertThat(server.get("/problem").header("ETag")).isEmpty();
      assertThat(server.get("/nowhere", "If-None-Match: *").status()).isEqualTo(404);
    }
  }

  @Test
  void answersThatSayNothingAboutCachesGetTheChoice() throws Exception {
    CacheControl minute = CacheControl.maxAge(Duration.ofMinutes(1)).publicly();
    try (RawServer server =
        RawServer.start(
            backend,
            app -> {
              app.use(CacheHeaders.of(minute));
              app.get("/text", _ -> "text");
              app.post("/text", _ -> "posted");
              app.get("/own", _ -> Response.text("own").header("Cache-Control", "no-cache"));
              app.get("/cookie", _ -> Response.text("c").header("Set-Cookie", "a=b"));
            })) {
      assertThat(caching(server.get("/text"))).isEqualTo("max-age=60, public");
      assertThat(caching(server.get("/own"))).isEqualTo("no-cache");
      assertThat(caching(server.get("/cookie"))).isEqualTo("max-age=60, private");
      assertThat(caching(server.get("/nowhere"))).isEqualTo("no-store");
      assertThat(caching(server.ask("POST", "/text"))).isEqualTo("none");
    }
  }

  private static String caching(Answer answer) {
    return answer.header("Cache-Control").orElse("none");
  }
}
