package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import io.netty.channel.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection goes on in another protocol: here one that gives back what it gets. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class UpgradeTest {
  private static final String ASKING =
      "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: parrot\r\n\r\n";

  private final TaskBackend backend;
  private final Parrot parrot = new Parrot();

  UpgradeTest(TaskBackend backend) {
    this.backend = backend;
  }

  private Served serving() {
    return Served.by(backend, _ -> HttpResponse.upgrade(parrot).header("X-More", "yes"));
  }

  @Test
  void itSpeaksTheOtherProtocolUntilItsTaskEnds() throws Exception {
    try (Served served = serving();
        RawClient client = served.client()) {
      RawClient.Answer answer = client.send(ASKING).readHead();
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.headers())
          .containsEntry("connection", "Upgrade")
          .containsEntry("upgrade", "parrot")
          .containsEntry("x-more", "yes");
      client.send("hello.");
      assertThat(client.readToEnd()).isEqualTo("hello.");
      assertThat(served.server().statistics().successes()).isEqualTo(1);
    }
  }

  @Test
  void whatCameWithTheRequestBelongsToTheOtherProtocol() throws Exception {
    try (Served served = serving();
        RawClient client = served.client()) {
      assertThat(client.send(ASKING + "GET / HTTP/1.1 is not parsed.").readHead().status())
          .isEqualTo(101);
      assertThat(client.readToEnd()).isEqualTo("GET / HTTP/1.1 is not parsed.");
    }
  }

  @Test
  void aClientThatDoesNotAskForItIsRefused() throws Exception {
    try (Served served = serving();
        RawClient client = served.client()) {
      assertThat(client.get("/").read().status()).isEqualTo(400);
      assertThat(client.send(ASKING.replace("parrot", "cockatoo")).read().status()).isEqualTo(400);
      assertThat(client.send(ASKING).readHead().status()).isEqualTo(101);
    }
  }

  @Test
  void aHandlerMayIgnoreTheWishAndTheNextRequestIsServed() throws Exception {
    try (Served served = Served.by(backend, _ -> HttpResponse.text(200, "no"));
        RawClient client = served.client()) {
      client.send(ASKING + ASKING).get("/");
      for (int i = 0; i < 3; i++) {
        assertThat(client.read().body()).isEqualTo("no");
      }
    }
  }

  @Test
  void aPeerThatLeavesCancelsTheTask() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving()) {
      try (RawClient client = served.client()) {
        client.send(ASKING).readHead();
      }
      assertThat(parrot.failure()).isInstanceOf(InterruptedException.class);
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      logged.expectNothing();
    }
  }

  @Test
  void aDrainAsksTheProtocolToEnd() throws Exception {
    try (Served served = serving();
        RawClient client = served.client()) {
      client.send(ASKING).readHead();
      CompletableFuture<Boolean> clean =
          CompletableFuture.supplyAsync(() -> served.server().stop(Duration.ofSeconds(30)));
      parrot.awaitDrain();
      assertThat(client.readToEnd()).isEmpty();
      client.leave();
      assertThat(clean.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anAbortCancelsTheTask() throws Exception {
    try (Served served = serving();
        RawClient client = served.client()) {
      client.send(ASKING).readHead();
      served.server().abort();
      assertThat(parrot.failure()).isInstanceOf(InterruptedException.class);
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
    }
  }

  @Test
  void aProtocolThatCannotBeginEndsTheConnectionAndIsLoggedOnce() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, _ -> HttpResponse.upgrade(new Stillborn()));
        RawClient client = served.client()) {
      client.send(ASKING).readToEndOrReset();
      Served.until(() -> served.server().statistics().requestsRunning() == 0);
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      assertThat(logged.records())
          .singleElement()
          .satisfies(record ->
              assertThat(record.getThrown())
                  .hasMessage("the protocol parrot could not begin")
                  .hasRootCauseMessage("careless"));
    }
  }

  @Test
  void aProtocolThatFailsToSayWhetherItIsOverIsCancelledAndLogged() throws Exception {
    Forgetful forgetful = new Forgetful();
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, _ -> HttpResponse.upgrade(forgetful))) {
      try (RawClient client = served.client()) {
        client.send(ASKING).readHead();
      }
      assertThat(forgetful.failure()).isInstanceOf(InterruptedException.class);
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      Served.until(() -> !logged.records().isEmpty());
      assertThat(logged.records())
          .singleElement()
          .satisfies(record -> assertThat(record.getThrown()).hasMessage("forgotten"));
    }
  }

  /** Whoever leaves makes writes fail; here one that nobody waits for. */
  @Test
  void whatAProtocolDoesNotCatchIsNoWarningOfNetty() throws Exception {
    Parrot deaf =
        new Parrot() {
          @Override
          public void begin(Channel channel) {
            super.begin(channel);
            channel
                .eventLoop()
                .execute(() -> channel.pipeline().fireExceptionCaught(new IOException("reset")));
          }
        };
    try (LoggedLines netty = new LoggedLines("io.netty.channel.DefaultChannelPipeline");
        Served served = Served.by(backend, _ -> HttpResponse.upgrade(deaf));
        RawClient client = served.client()) {
      client.send(ASKING).readToEndOrReset();
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      assertThat(netty.records()).isEmpty();
    }
  }
}
