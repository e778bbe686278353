package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.RawClient.Answer;
import dev.outrigger.runtime.TaskBackend;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class RefusalTest {
  private final TaskBackend backend;

  RefusalTest(TaskBackend backend) {
    this.backend = backend;
  }

  // A bar stands for the end of a line; each request ends with an empty one.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          400; GET / HTTP/1.1
          400; GET / HTTP/1.1|Host: a|Host: a
          400; GET|Host: a
          400; GET / |Host: a
          400; GET / HTTX/1.1|Host: a
          400; GET / HTTP/1.x|Host: a
          400; GET a HTTP/1.1|Host: a
          400; GET /a#b HTTP/1.1|Host: a
          400; GET * HTTP/1.1|Host: a
          400; G@T / HTTP/1.1|Host: a
          400; GET / HTTP/1.1|Host : a
          400; GET / HTTP/1.1|Host: a|no colon
          400; POST / HTTP/1.1|Host: a|Content-Length: 3|Transfer-Encoding: chunked
          400; POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 3
          400; POST / HTTP/1.1|Host: a|Content-Length: 3|Content-Length: 4
          400; POST / HTTP/1.1|Host: a|Content-Length: 3, 4
          400; POST / HTTP/1.1|Host: a|Content-Length: -1
          400; POST / HTTP/1.1|Host: a|Content-Length: +1
          400; POST / HTTP/1.1|Host: a|Content-Length: 1x
          400; POST / HTTP/1.0|Transfer-Encoding: chunked
          400; POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked, chunked
          417; POST / HTTP/1.1|Host: a|Content-Length: 3|Expect: a miracle
          501; POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked
          501; POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip
          501; CONNECT a:80 HTTP/1.1|Host: a
          505; GET / HTTP/2.0|Host: a
          505; GET / HTTP/0.9|Host: a
          """)
  void aRequestThatTwoServersMightReadDifferentlyIsRefused(int status, String request)
      throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, r -> HttpResponse.text(200, "served"));
        RawClient client = served.client()) {
      client.send(request.replace("|", "\r\n") + "\r\n\r\n");
      Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.closes()).isTrue();
      assertThat(answer.body()).isNotBlank();
      assertThat(client.readToEnd()).isEmpty();
      logged.expectNothing();
    }
  }

  @ParameterizedTest
  @CsvSource({"414, /, 0", "431, 0, /"})
  void aLineOrHeaderThatIsTooLongIsRefused(int status, String path, String value) throws Exception {
    Limits short1 = Limits.defaults().withRequestLine(100).withHeaders(100);
    String longPath = path.repeat(path.equals("/") ? 101 : 1).replace("0", "/");
    String longValue = value.repeat(value.equals("/") ? 101 : 1);
    try (Served served = Served.by(backend, short1, r -> HttpResponse.text(200, "served"));
        RawClient client = served.client()) {
      client.send("GET " + longPath + " HTTP/1.1\r\nHost: a\r\nX: " + longValue + "\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(status);
      assertThat(client.readToEnd()).isEmpty();
    }
  }
}
