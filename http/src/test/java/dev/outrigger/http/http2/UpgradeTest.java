package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.Forgetful;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Parrot;
import dev.outrigger.http.Served;
import dev.outrigger.http.Stillborn;
import dev.outrigger.runtime.TaskBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A stream goes on in another protocol: here one that gives back what it gets. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class UpgradeTest {
  private final TaskBackend backend;
  private final Parrot parrot = new Parrot();

  UpgradeTest(TaskBackend backend) {
    this.backend = backend;
  }

  private Served serving() {
    return Served.by(backend, _ -> HttpResponse.upgrade(parrot).header("X-More", "yes"));
  }

  private static Http2Client ask(Http2Client client) throws Exception {
    return client.request(1, false, "CONNECT", "/", ":protocol", "parrot");
  }

  @Test
  void itSpeaksTheOtherProtocolUntilItsTaskEnds() throws Exception {
    try (Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      // Early words belong to the other protocol as well.
      ask(client).data(1, false, "hello");
      Http2Client.Frame head = client.await(Http2Client.HEADERS, 1);
      assertThat(head.status()).isEqualTo("200");
      assertThat(head.fields()).containsEntry("x-more", "yes").doesNotContainKey("content-length");
      assertThat(client.await(Http2Client.DATA, 1).text()).isEqualTo("hello");
      client.data(1, false, "bye.");
      assertThat(client.await(Http2Client.DATA, 1).text()).isEqualTo("bye.");
      assertThat(client.await(Http2Client.DATA, 1).ends()).isTrue();
      client.data(1, true, "");
      assertThat(client.get(3, "/").answer(3).status()).isEqualTo(400);
      assertThat(served.server().statistics().successes()).isEqualTo(1);
    }
  }

  @Test
  void aResetCancelsTheTask() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      ask(client).await(Http2Client.HEADERS, 1);
      client.reset(1, 8);
      assertThat(parrot.failure()).isInstanceOf(InterruptedException.class);
      Served.until(() -> served.server().statistics().requestsRunning() == 0);
      assertThat(served.server().statistics().cancelledByClients()).isEqualTo(1);
      logged.expectNothing();
    }
  }

  @Test
  void theEndOfTheClientsHalfCancelsTheTask() throws Exception {
    try (Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      ask(client).await(Http2Client.HEADERS, 1);
      client.data(1, true, "");
      assertThat(parrot.failure()).isInstanceOf(InterruptedException.class);
      assertThat(client.await(Http2Client.DATA, 1).ends()).isTrue();
    }
  }

  @Test
  void aProtocolThatCannotBeginEndsTheStreamAndIsLoggedOnce() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, _ -> HttpResponse.upgrade(new Stillborn()));
        Http2Client client = Http2Client.greeted(served)) {
      ask(client).await(Http2Client.RST_STREAM, 1);
      Served.until(() -> served.server().statistics().requestsRunning() == 0);
      assertThat(logged.records()).hasSize(1);
    }
  }

  @Test
  void aProtocolThatFailsToSayWhetherItIsOverIsCancelledAndLogged() throws Exception {
    Forgetful forgetful = new Forgetful();
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, _ -> HttpResponse.upgrade(forgetful));
        Http2Client client = Http2Client.greeted(served)) {
      ask(client).await(Http2Client.HEADERS, 1);
      client.reset(1, 8);
      assertThat(forgetful.failure()).isInstanceOf(InterruptedException.class);
      Served.until(() -> served.server().statistics().requestsRunning() == 0);
      Served.until(() -> !logged.records().isEmpty());
      assertThat(logged.records()).hasSize(1);
    }
  }
}
