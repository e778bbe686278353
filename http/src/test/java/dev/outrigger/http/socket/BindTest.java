package dev.outrigger.http.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpServer;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.listen.Place;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(NoLeaks.class)
class BindTest {
  private static final HttpHandler OK = request -> HttpResponse.text(200, "ok");

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "NIO"})
  void aPortThatIsTakenIsNamed(Transport transport) {
    try (EventLoops loops = EventLoops.builder().transport(transport).start();
        HttpServer first = HttpServer.builder(loops, OK).start()) {
      InetSocketAddress taken = first.address();
      BindFailedException refused =
          catchThrowableOfType(
              BindFailedException.class,
              () -> HttpServer.builder(loops, OK).bind(taken).start().close());
      assertThat(refused.place()).isEqualTo(new Place.Tcp(taken));
      assertThat(refused.addressInUse()).isTrue();
      assertThat(refused)
          .hasNoCause()
          .hasMessage(
              "cannot listen on 127.0.0.1:%d: the port is taken by another program; stop that one or choose another port",
              taken.getPort());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "NIO"})
  void anAddressThatIsNotOursIsNamed(Transport transport) {
    InetSocketAddress foreign = new InetSocketAddress("192.0.2.1", 80);
    try (EventLoops loops = EventLoops.builder().transport(transport).start()) {
      BindFailedException refused =
          catchThrowableOfType(
              BindFailedException.class,
              () -> HttpServer.builder(loops, OK).bind(foreign).start().close());
      assertThat(refused.addressInUse()).isFalse();
      assertThat(refused).hasMessageStartingWith("cannot listen on 192.0.2.1:80: ");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "NIO"})
  void aNameWithoutAnAddressIsNamed(Transport transport) {
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 80);
    try (EventLoops loops = EventLoops.builder().transport(transport).start()) {
      BindFailedException refused =
          catchThrowableOfType(
              BindFailedException.class,
              () -> HttpServer.builder(loops, OK).bind(nowhere).start().close());
      assertThat(refused)
          .hasMessage("cannot listen on nowhere.invalid:80: no address is known for this name");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "NIO"})
  void aPortIsFreeAgainOnceTheServerIsClosed(Transport transport) {
    try (EventLoops loops = EventLoops.builder().transport(transport).start()) {
      HttpServer first = HttpServer.builder(loops, OK).start();
      InetSocketAddress address = first.address();
      first.close();
      try (HttpServer second = HttpServer.builder(loops, OK).bind(address).start()) {
        assertThat(second.address()).isEqualTo(address);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"EPOLL, 0.0.0.0", "NIO, 0.0.0.0", "EPOLL, '::'", "NIO, '::'"})
  void aServerOnEveryAddressFindsItsOwnConnectionAtTheEndOfTheLine(
      Transport transport, String every) {
    try (LoggedLines logged = new LoggedLines();
        EventLoops loops = EventLoops.builder().transport(transport).start()) {
      HttpServer server =
          HttpServer.builder(loops, OK).bind(new InetSocketAddress(every, 0)).start();
      assertThat(server.stop(Duration.ofSeconds(10))).isTrue();
      // A line would say that the loop had not answered, a count that ours was taken for another's.
      logged.expectNothing();
      assertThat(server.statistics().connectionsAccepted()).isZero();
    }
  }
}
