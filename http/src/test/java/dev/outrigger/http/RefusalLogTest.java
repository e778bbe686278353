package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class RefusalLogTest {
  private final TaskBackend backend;

  RefusalLogTest(TaskBackend backend) {
    this.backend = backend;
  }

  // A bar stands for the end of a line.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          gets 400: a field is folded over two lines; GET / HTTP/1.1|Host: a| b||
          gets 400: the request is malformed: it begins with a PROXY header, which is expected from \
          nobody (proxyProtocol); PROXY TCP4 192.0.2.1 192.0.2.2 1 2|GET / HTTP/1.1|Host: a||
          gets 431: there are more than the 2 fields allowed; GET / HTTP/1.1|Host: a|B: c|D: e||
          gets 417: the only expectation known here is 100-continue; GET / HTTP/1.1|Host: a|Expect: b||
          gets 400: the body is malformed: a chunk has no size in hexadecimal digits; \
          POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked||x|
          """)
  void aRefusalIsOneLineAtDebugLevel(String line, String request) throws Exception {
    Limits few = Limits.defaults().withFields(2);
    try (LoggedLines logged = new LoggedLines(Level.FINE);
        Served served = Served.by(backend, few, r -> HttpResponse.of(200, "", r.body().bytes()));
        RawClient client = served.client()) {
      client.send(request.replace("|", "\r\n")).read();
      Served.until(() -> !logged.records().isEmpty());
      assertThat(logged.records())
          .singleElement()
          .satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.FINE);
            assertThat(record.getThrown()).isNull();
            assertThat(LoggedLines.text(record)).isEqualTo(client.name() + " " + line);
          });
    }
  }

  @Test
  void aClientThatFindsNoRoomIsOneLineAtDebugLevel() throws Exception {
    Limits one = Limits.defaults().withConnections(1);
    try (LoggedLines logged = new LoggedLines(Level.FINE);
        Served served = Served.by(backend, one, r -> HttpResponse.text(200, ""));
        RawClient first = served.client()) {
      first.get("/").read();
      try (RawClient second = served.client()) {
        assertThat(second.get("/").read().status()).isEqualTo(503);
        Served.until(() -> !logged.records().isEmpty());
        assertThat(LoggedLines.text(logged.records().getFirst()))
            .isEqualTo(second.name() + " is not let in: 1 connections are open already");
      }
    }
  }

  @Test
  void aClientThatAsksForNothingIsOneLineAtDebugLevel() throws Exception {
    Limits brief = Limits.defaults().withIdleTimeout(Duration.ofMillis(50));
    try (LoggedLines logged = new LoggedLines(Level.FINE);
        Served served = Served.by(backend, brief, r -> HttpResponse.text(200, ""));
        RawClient client = served.client()) {
      client.get("/").read();
      Served.until(() -> !logged.records().isEmpty());
      assertThat(LoggedLines.text(logged.records().getFirst()))
          .isEqualTo(client.name() + " is closed: it asked for nothing in time");
    }
  }
}
