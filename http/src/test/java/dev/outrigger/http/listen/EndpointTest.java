package dev.outrigger.http.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void systemdsSocketsBeginAtThree() {
    assertThat(Endpoint.activated(Map.of("LISTEN_PID", "17", "LISTEN_FDS", "2"), 17))
        .containsExactly(Endpoint.inherited(3), Endpoint.inherited(4));
  }

  @Test
  void socketsOfAnotherProcessAreNotOurs() {
    assertThat(Endpoint.activated(Map.of("LISTEN_PID", "16", "LISTEN_FDS", "2"), 17)).isEmpty();
    assertThat(Endpoint.activated(Map.of("LISTEN_FDS", "2"), 17)).isEmpty();
    assertThat(Endpoint.activated(Map.of("LISTEN_PID", "17"), 17)).isEmpty();
    assertThat(Endpoint.activated()).isEmpty();
  }

  @Test
  void aNumberOfSocketsThatIsNoneIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.activated(Map.of("LISTEN_PID", "17", "LISTEN_FDS", "two"), 17))
        .withMessage("LISTEN_FDS is no number, but 'two'");
  }

  @Test
  void onlyAUnixSocketHasPermissions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.of(new InetSocketAddress(80)).withPermissions("rw-rw----"))
        .withMessageStartingWith("only a Unix socket has permissions, but not ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0/8", "host", "10.0.0.0/", "::1/129", "1.2.3.4/-1"})
  void aNetworkThatIsNoneIsNamed(String network) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.of(network))
        .withMessage(
            "'" + network + "' is no network: write it as 10.0.0.0/8, fd00::/8 or 10.1.2.3");
  }
}
