package dev.outrigger.http.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import io.netty.handler.codec.http3.Http3ErrorCode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients of HTTP/3 do wrong, and what it costs them: their stream, or the connection. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class MalformedTest {
  private static final List<List<String>> HEADS =
      List.of(
          List.of(":scheme", "https", ":authority", "a", ":path", "/"),
          List.of(":method", "GET", ":authority", "a", ":path", "/"),
          List.of(":method", "GET", ":scheme", "https", ":authority", "a"),
          List.of(":method", "GET", ":scheme", "https", ":path", "/"),
          head(":method", "GET"),
          head(":unknown", "x"),
          head(":status", "200"),
          head("Upper", "x"),
          head("two words", "x"),
          head("bad", "a\nb"),
          head("bad", " a"),
          head("connection", "close"),
          head("transfer-encoding", "chunked"),
          head("upgrade", "websocket"),
          head("te", "gzip"),
          head("host", "other"),
          head("content-length", "-1"),
          head("content-length", "1, 2"),
          head("x", "1", ":protocol", "websocket"));

  private final AtomicInteger handled = new AtomicInteger();

  private static List<String> head(String... more) {
    List<String> fields =
        new java.util.ArrayList<>(
            List.of(":method", "GET", ":scheme", "https", ":authority", "a", ":path", "/"));
    fields.addAll(List.of(more));
    return fields;
  }

  private HttpResponse handle(HttpRequest request) throws InterruptedException {
    handled.incrementAndGet();
    return HttpResponse.text(200, "" + request.body().bytes().length);
  }

  private Served serving(Limits limits) {
    return Http3Served.by(TaskBackend.LOOP_CARRIED, limits, this::handle);
  }

  @Test
  void aMalformedHeadCostsItsStreamAndNoMore() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(Limits.defaults());
        Http3Client client = Http3Served.client(served)) {
      for (List<String> fields : HEADS) {
        ClientStream stream = client.open().fields(true, fields.toArray(String[]::new));
        assertThat(stream.resetCode())
            .as(fields.toString())
            .isEqualTo(Http3ErrorCode.H3_MESSAGE_ERROR.code());
      }
      assertThat(handled).hasValue(0);
      assertThat(client.get("/").answer().status()).isEqualTo(200);
      logged.expectNothing();
    }
  }

  @Test
  void aBodyThatIsNotAsLongAsWasSaidCostsItsStream() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(Limits.defaults());
        Http3Client client = Http3Served.client(served)) {
      ClientStream none = client.get("/", "content-length", "1");
      assertThat(none.resetCode()).isEqualTo(Http3ErrorCode.H3_MESSAGE_ERROR.code());
      ClientStream longer = client.post("/", "content-length", "3").data(true, "1234");
      assertThat(longer.resetCode()).isEqualTo(Http3ErrorCode.H3_MESSAGE_ERROR.code());
      ClientStream shorter = client.post("/", "content-length", "3").data(true, "12");
      assertThat(shorter.resetCode()).isEqualTo(Http3ErrorCode.H3_MESSAGE_ERROR.code());
      assertThat(client.get("/").answer().status()).isEqualTo(200);
      logged.expectNothing();
    }
  }

  /** RFC 9110, 8.6, lets a list of equal lengths through as one, and Netty makes one of it. */
  @Test
  void theSameLengthSaidTwiceCountsOnce() throws Exception {
    try (Served served = serving(Limits.defaults());
        Http3Client client = Http3Served.client(served)) {
      ClientStream stream = client.post("/", "content-length", "3, 3").data(true, "123");
      assertThat(stream.answer().body()).isEqualTo("3");
    }
  }

  @Test
  void trailersThatMustNotBeCostTheirStream() throws Exception {
    try (Served served = serving(Limits.defaults());
        Http3Client client = Http3Served.client(served)) {
      for (String name : List.of("authorization", ":path", "host")) {
        ClientStream stream = client.post("/").data(false, "1").fields(true, name, "x");
        assertThat(stream.resetCode()).as(name).isEqualTo(Http3ErrorCode.H3_MESSAGE_ERROR.code());
      }
      assertThat(client.get("/").answer().status()).isEqualTo(200);
    }
  }

  @Test
  void aStreamWithoutARequestIsReset() throws Exception {
    try (Served served = serving(Limits.defaults());
        Http3Client client = Http3Served.client(served)) {
      // A frame that means nothing, and the end.
      ClientStream stream = client.open().raw((byte) 0x21, (byte) 0).end();
      assertThat(stream.resetCode()).isEqualTo(Http3ErrorCode.H3_REQUEST_INCOMPLETE.code());
      assertThat(client.get("/").answer().status()).isEqualTo(200);
    }
  }

  @Test
  void whatIsWellFormedAndRefusedHasItsStatus() throws Exception {
    Limits limits = Limits.defaults().withFields(20).withRequestLine(100).withBodyCeiling(1000);
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(limits);
        Http3Client client = Http3Served.client(served)) {
      String[] many = new String[100];
      for (int i = 0; i < many.length; i += 2) {
        many[i] = "x" + i;
        many[i + 1] = "y";
      }
      assertThat(client.get("/", many).answer().status()).isEqualTo(431);
      assertThat(client.get("/", "x", "y".repeat(17_000)).answer().status()).isEqualTo(431);
      assertThat(client.get("/" + "x".repeat(100)).answer().status()).isEqualTo(414);
      assertThat(client.get("no path").answer().status()).isEqualTo(400);
      assertThat(client.get("/", "expect", "magic").answer().status()).isEqualTo(417);
      assertThat(client.post("/", "content-length", "1001").answer().status()).isEqualTo(413);
      assertThat(client.post("/").data(false, new byte[1001]).answer().status()).isEqualTo(413);
      assertThat(
              client
                  .open()
                  .fields(true, ":method", "CONNECT", ":authority", "a:1")
                  .answer()
                  .status())
          .isEqualTo(501);
      assertThat(
              client.open().head(false, "CONNECT", "/", ":protocol", "websocket").answer().status())
          .isEqualTo(501);
      assertThat(client.get("/").answer().status()).isEqualTo(200);
      logged.expectNothing();
    }
  }

  @Test
  void aHeadFarTooLongCostsTheConnection() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(Limits.defaults());
        Http3Client client = Http3Served.client(served)) {
      client.get("/", "x", "y".repeat(60_000));
      assertThat(client.closed().error()).isEqualTo(Http3ErrorCode.H3_EXCESSIVE_LOAD.code());
      logged.expectNothing();
    }
  }

  @Test
  void framesWhereTheyMustNotBeCostTheConnection() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(Limits.defaults());
        Http3Client first = Http3Served.client(served);
        Http3Client settings = Http3Served.client(served);
        Http3Client second = Http3Served.client(served)) {
      first.open().raw((byte) 0, (byte) 1, (byte) 'x');
      assertThat(first.closed().error()).isEqualTo(Http3ErrorCode.H3_FRAME_UNEXPECTED.code());
      settings.open().raw((byte) 4, (byte) 0);
      assertThat(settings.closed().error()).isEqualTo(Http3ErrorCode.H3_FRAME_UNEXPECTED.code());
      second.oneWay((byte) 0, (byte) 4, (byte) 0);
      assertThat(second.closed().error()).isEqualTo(Http3ErrorCode.H3_STREAM_CREATION_ERROR.code());
      logged.expectNothing();
    }
  }

  @Test
  void streamsOfUnknownKindsAreIgnored() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(Limits.defaults());
        Http3Client client = Http3Served.client(served)) {
      client.oneWay((byte) 0x21, (byte) 1, (byte) 2);
      assertThat(client.get("/").answer().status()).isEqualTo(200);
      logged.expectNothing();
    }
  }

  @Test
  void aFloodOnAStreamWithoutRequestsCostsTheConnection() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(Limits.defaults());
        Http3Client client = Http3Served.client(served)) {
      byte[] much = new byte[100_000];
      much[0] = 0x21;
      client.oneWay(much);
      assertThat(client.closed().error()).isEqualTo(Http3ErrorCode.H3_EXCESSIVE_LOAD.code());
      logged.expectNothing();
    }
  }
}
