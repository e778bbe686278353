package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import shop.Till;

/** The page that a browser gets for a bug, while the application is developed. */
@ParameterizedClass
@CsvSource({"LOOP_CARRIED, false", "LOOP_CARRIED, true", "PORTABLE, false", "PORTABLE, true"})
class FailurePageTest {
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

  @Parameter(0)
  private TaskBackend backend;

  @Parameter(1)
  private boolean overSocket;

  // Bugs are logged with their stacks; the console of the build does without.
  private Logged log = new Logged();

  @BeforeEach
  void listen() {
    log.close();
    log = new Logged();
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private TestClient client(boolean development) throws Exception {
    Application till =
        app -> {
          if (development) {
            app.development();
          }
          new Till().configure(app);
        };
    return overSocket ? TestClient.overSocket(till, backend) : TestClient.of(till, backend);
  }

  private static TestRequest asked() {
    return TestRequest.get("/pay/12?for=Ada").header("Accept", BROWSER);
  }

  @Test
  void aBrowserSeesTheFailureItsCauseAndTheLinesAroundThem() throws Exception {
    try (TestClient client = client(true)) {
      TestResponse page = client.send(asked());
      assertThat(page.status()).isEqualTo(500);
      assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
      assertThat(page.text())
          .contains("<h2>java.lang.IllegalStateException</h2>", "cannot charge Ada")
          .contains("Caused by</p><h2>java.lang.ArithmeticException</h2>", "/ by zero")
          .containsPattern("<mark>→ +\\d+ {6}return &quot;change: [^\n]*// a bug</mark>")
          .contains("Till.java, line ", "private static String charge(String amount) {");
    }
  }

  @Test
  void framesOfTheApplicationStandOut() throws Exception {
    try (TestClient client = client(true)) {
      assertThat(client.send(asked()).text())
          .containsPattern("<li class=own>[^<]*shop\\.Till\\.charge\\(Till\\.java:\\d+\\)")
          .containsPattern("<li>[^<]*dev\\.outrigger\\.web\\.Chain")
          .doesNotContainPattern("<li class=own>[^<]*(dev\\.outrigger|java\\.base)");
    }
  }

  @Test
  void theRequestIsShownWithoutItsSecrets() throws Exception {
    try (TestClient client = client(true)) {
      TestResponse page =
          client.send(
              TestRequest.get("/pay/12?for=Ada&token=pale-blue")
                  .header("Accept", BROWSER)
                  .header("X-Mark", "seen")
                  .header("Authorization", "Basic b3BlbiBzZXNhbWU=")
                  .header("Cookie", "session=dark-red"));
      assertThat(page.text())
          .contains(
              "<tr><th>Method</th><td>GET</td></tr>", "<tr><th>Path</th><td>/pay/12</td></tr>")
          .contains("<tr><th>Route</th><td>GET /pay/{amount}</td></tr>")
          .contains("<tr><th>Name</th><td>pay</td></tr>")
          .contains("<tr><th>amount</th><td>12</td></tr>")
          .contains("<tr><th>for</th><td>Ada</td></tr>", "<td>seen</td>", "<td>(hidden)</td>")
          .doesNotContain("b3BlbiBzZXNhbWU=", "dark-red", "pale-blue");
    }
  }

  @Test
  void hostileTextIsText() throws Exception {
    String evil = "<script>alert('x')</script>\"onload=\"";
    try (TestClient client = client(true)) {
      TestResponse page =
          client.send(
              TestRequest.get("/pay/%3Cimg%20src=x%3E")
                  .query("for", evil + "\u202e")
                  .query("<b>", evil)
                  .header("X-Evil", evil)
                  .header("Accept", BROWSER));
      assertThat(page.text())
          .contains("cannot charge &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;onload=")
          .contains("<th>&lt;b&gt;</th>", "<td>&lt;img src=x&gt;</td>")
          .doesNotContain("<script", "<img", "<b>", "\u202e");
    }
  }

  @Test
  void thePageMayLoadAndRunNothing() throws Exception {
    try (TestClient client = client(true)) {
      TestResponse page = client.send(asked());
      assertThat(page.header("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'; style-src 'sha256-")
          .endsWith("base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
      assertThat(page.header("Cache-Control")).contains("no-store");
      assertThat(page.text())
          .doesNotContain("<link", "href=", "src=", "url(", "http://", "https://");
    }
  }

  @Test
  void thePageAndTheLogShareAnId() throws Exception {
    try (TestClient client = client(true)) {
      Matcher id = Pattern.compile("the id ([0-9a-f]{12})").matcher(client.send(asked()).text());
      assertThat(id.find()).isTrue();
      assertThat(log.lines()).anyMatch(line -> line.contains("id " + id.group(1)));
    }
  }

  @Test
  void whoDoesNotPreferPagesGetsTheProblemWithItsStack() throws Exception {
    try (TestClient client = client(true)) {
      for (String accept : new String[] {"application/json", "*/*", "text/html;q=0.1, */*"}) {
        TestResponse problem = client.send(TestRequest.get("/pay/1").header("Accept", accept));
        assertThat(problem.header("Content-Type")).contains("application/problem+json");
        assertThat(problem.text()).contains("\"stack\":[", "shop.Till.charge");
      }
      assertThat(client.get("/pay/1").text()).contains("\"stack\":[");
    }
  }

  @Test
  void inProductionABrowserLearnsTheIdAlone() throws Exception {
    try (TestClient client = client(false)) {
      TestResponse problem = client.send(asked());
      assertThat(problem.status()).isEqualTo(500);
      assertThat(problem.header("Content-Type")).contains("application/problem+json");
      assertThat(problem.text()).contains("\"id\":").doesNotContain("Till", "charge", "stack");
    }
  }

  @Test
  void theLogWarnsAtTheStart() throws Exception {
    try (TestClient _ = client(true)) {
      assertThat(log.lines()).anyMatch(line -> line.startsWith("WARNING Development is on"));
    }
    log.close();
    log = new Logged();
    try (TestClient _ = client(false)) {
      assertThat(log.lines()).noneMatch(line -> line.contains("Development is on"));
    }
  }
}
