package dev.outrigger.web.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Problem;
import dev.outrigger.web.RawServer;
import dev.outrigger.web.RawServer.Answer;
import dev.outrigger.web.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;

/** What all sessions do, wherever they are kept. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class SessionsTest {
  static final String SECRET = "0123456789abcdefghijklmnopqrstuv";

  @Parameter private TaskBackend backend;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));

  @SuppressWarnings("NullAway.Init")
  private RawServer server;

  record Cart(List<String> items) {}

  /** Where sessions are kept. */
  enum Kind {
    SIGNED,
    ENCRYPTED,
    STORED;

    Sessions sessions() {
      return switch (this) {
        case SIGNED -> Sessions.inCookie(SECRET);
        case ENCRYPTED -> Sessions.inCookie(SECRET).encrypted();
        case STORED -> Sessions.stored(SessionStore.inMemory(100));
      };
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(Kind.values());
  }

  private void serve(Sessions sessions) throws Exception {
    server =
        RawServer.start(
            backend,
            app -> {
              app.use(sessions.clock(now::get));
              app.get("/none", _ -> "nothing asked");
              app.get(
                  "/count",
                  request -> {
                    Session session = Session.of(request);
                    int count = session.get("count", int.class).orElse(0) + 1;
                    session.put("count", count);
                    return count;
                  });
              app.get("/read", r -> Session.of(r).get("count", Integer.class).orElse(0));
              app.get("/keep/{text}", r -> done(() -> Session.of(r).put("text", r.path("text"))));
              app.get("/text", r -> Session.of(r).get("text", String.class).orElse("none"));
              app.get("/number", r -> Session.of(r).get("text", Integer.class).orElse(-1));
              app.get("/clear", r -> done(() -> Session.of(r).clear()));
              app.get("/remove", r -> done(() -> Session.of(r).remove("count")));
              app.get("/login", r -> done(() -> Session.of(r).renew()));
              app.get(
                  "/fail",
                  r -> {
                    Session.of(r).put("count", 100);
                    throw Problem.conflict("but kept");
                  });
              app.get("/flash", r -> done(() -> Session.of(r).flash("info", "Saved ü")));
              app.get("/flashes", r -> Response.json(Session.of(r).takeFlashes()));
              app.get(
                  "/fill",
                  r -> done(() -> Session.of(r).put("fill", "x".repeat(r.queryInt("n", 0)))));
              app.get("/secret", r -> HexFormat.of().formatHex(Session.of(r).secret()));
              app.get(
                  "/cart",
                  r -> {
                    Session session = Session.of(r);
                    session.put("cart", new Cart(List.of("a", "b")));
                    session.put("list", List.of(1, 2));
                    return session.get("cart", Cart.class).orElseThrow().items().size()
                        + session.get("list", new TypeReference<List<Integer>>() {}).get().get(1);
                  });
              app.get(
                  "/late",
                  r -> {
                    Session session = Session.of(r);
                    session.put("early", 1);
                    return Response.stream(
                        "text/plain",
                        body -> {
                          try {
                            session.put("late", 1);
                          } catch (IllegalStateException e) {
                            body.write(
                                "too late".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                          }
                        });
                  });
            });
  }

  private static String done(Runnable step) {
    step.run();
    return "done";
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Answer ask(String path, String cookie) throws Exception {
    return server.get(path, "Cookie: a=b; " + cookie);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void valuesComeBackWithTheCookie(Kind kind) throws Exception {
    serve(kind.sessions());
    Answer first = server.get("/count");
    assertThat(first.body()).isEqualTo("1");
    assertThat(first.first("Set-Cookie").orElseThrow())
        .startsWith("session=")
        .endsWith("; Path=/; HttpOnly; SameSite=Lax");
    assertThat(first.first("Vary")).contains("Cookie");
    assertThat(first.first("Cache-Control")).contains("private");
    Answer second = ask("/count", first.cookie());
    assertThat(second.body()).isEqualTo("2");
    String cookie = kind == Kind.STORED ? first.cookie() : second.cookie();
    assertThat(ask("/read", cookie).body()).isEqualTo("2");
    assertThat(server.get("/cart").body()).isEqualTo("4");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void noCookieIsSetForWhatDidNotChange(Kind kind) throws Exception {
    serve(kind.sessions());
    assertThat(server.get("/none").fields()).noneMatch(f -> f.matches("(?i)(vary|set-cookie):.*"));
    Answer read = server.get("/read");
    assertThat(read.all("Set-Cookie")).isEmpty();
    assertThat(read.all("Vary")).containsExactly("Cookie");
    String cookie = server.get("/keep/same").cookie();
    assertThat(ask("/keep/same", cookie).all("Set-Cookie")).isEmpty();
    assertThat(ask("/clear", "x=y").all("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatCannotBeReadIsANewSession(Kind kind) throws Exception {
    serve(kind.sessions());
    String good = server.get("/keep/mine").cookie();
    String value = good.substring(good.indexOf('=') + 1);
    List<String> bad =
        List.of(
            "",
            "x",
            "\"",
            "%%%",
            "\u00e9\u00ff",
            "null",
            "{}",
            value + "A",
            value.substring(1),
            value.substring(0, value.length() - 1),
            "A".repeat(7000),
            (value.charAt(0) == 'A' ? "B" : "A") + value.substring(1));
    for (String each : bad) {
      Answer answer = ask("/text", "session=" + each);
      assertThat(answer.status()).as(each).isEqualTo(200);
      assertThat(answer.body()).as(each).isEqualTo("none");
      assertThat(ask("/count", "session=" + each).cookie()).as(each).isNotEmpty();
    }
    assertThat(ask("/text", good).body()).isEqualTo("mine");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aSessionThatIsNotUsedEnds(Kind kind) throws Exception {
    serve(kind.sessions().idle(Duration.ofMinutes(10)).lifetime(Duration.ofMinutes(25)));
    String cookie = server.get("/keep/x").cookie();
    now.updateAndGet(t -> t.plusSeconds(599));
    Answer noted = ask("/text", cookie);
    assertThat(noted.body()).isEqualTo("x");
    String next = noted.cookie();
    assertThat(next).as("the use is noted").startsWith("session=");
    now.updateAndGet(t -> t.plusSeconds(599));
    next = ask("/text", next).cookie();
    assertThat(next).startsWith("session=");
    now.updateAndGet(t -> t.plusSeconds(302));
    assertThat(ask("/text", next).body()).as("older than its lifetime").isEqualTo("none");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anIdleSessionEnds(Kind kind) throws Exception {
    serve(kind.sessions().idle(Duration.ofMinutes(10)));
    String cookie = server.get("/keep/x").cookie();
    now.updateAndGet(t -> t.plusSeconds(30));
    assertThat(ask("/text", cookie).all("Set-Cookie")).isEmpty();
    now.updateAndGet(t -> t.plusSeconds(571));
    assertThat(ask("/text", cookie).body()).isEqualTo("none");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void clearingForgetsTheCookie(Kind kind) throws Exception {
    serve(kind.sessions());
    String cookie = server.get("/count").cookie();
    for (String way : List.of("/clear", "/remove")) {
      String expired = ask(way, cookie).first("Set-Cookie").orElse("");
      if (kind != Kind.STORED || way.equals("/clear")) {
        assertThat(expired).startsWith("session=; ").contains("Max-Age=0").contains("Path=/");
      }
    }
    assertThat(ask("/read", cookie).body()).isEqualTo(kind == Kind.STORED ? "0" : "1");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void failedAnswersKeepWhatChanged(Kind kind) throws Exception {
    serve(kind.sessions());
    Answer failed = server.get("/fail");
    assertThat(failed.status()).isEqualTo(409);
    assertThat(ask("/read", failed.cookie()).body()).isEqualTo("100");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void flashesAreSeenOnce(Kind kind) throws Exception {
    serve(kind.sessions());
    String cookie = server.get("/flash").cookie();
    Answer seen = ask("/flashes", cookie);
    assertThat(seen.body()).isEqualTo("[{\"kind\":\"info\",\"text\":\"Saved ü\"}]");
    assertThat(seen.first("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(server.get("/flashes").body()).isEqualTo("[]");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aLoginRenewsIdAndSecretAndKeepsTheRest(Kind kind) throws Exception {
    serve(kind.sessions());
    String before = server.get("/keep/x").cookie();
    Answer asked = ask("/secret", before);
    before = kind == Kind.STORED ? before : asked.cookie();
    assertThat(ask("/secret", before).body()).isEqualTo(asked.body());
    String after = ask("/login", before).cookie();
    assertThat(after).isNotEmpty();
    assertThat(ask("/text", after).body()).isEqualTo("x");
    assertThat(ask("/secret", after).body()).isNotEqualTo(asked.body());
    if (kind == Kind.STORED) {
      assertThat(after).isNotEqualTo(before);
      assertThat(ask("/text", before).body()).isEqualTo("none");
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatIsTooMuchIsRefusedAndTheRestStays(Kind kind) throws Exception {
    serve(kind.sessions());
    String cookie = server.get("/keep/x").cookie();
    Answer full = ask("/fill?n=70000", cookie);
    assertThat(full.status()).isEqualTo(413);
    assertThat(full.body()).contains("The session can't take \\\"fill\\\"");
    assertThat(ask("/text", cookie).body()).isEqualTo("x");
    Answer fits = ask("/fill?n=2900", cookie);
    assertThat(fits.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aValueOfAnotherTypeIsNone(Kind kind) throws Exception {
    serve(kind.sessions());
    assertThat(ask("/number", server.get("/keep/x").cookie()).body()).isEqualTo("-1");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aBodyThatIsWrittenLaterComesTooLate(Kind kind) throws Exception {
    serve(kind.sessions());
    assertThat(server.get("/late").body()).contains("too late");
  }
}
