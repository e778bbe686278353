package dev.outrigger.runtime.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.TaskBackend;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What else one does with a stream: plain threads, libraries, addresses. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class SocketStreamTest {
  private static final Duration LATE = Duration.ofMinutes(10);

  @Parameter TaskBackend backend;

  private Connected one;
  private Peer peer;
  private SocketStream stream;

  @BeforeEach
  void connect() throws Exception {
    one = Connected.on(backend);
    peer = one.peer();
    stream = one.stream();
  }

  @AfterEach
  void stop() throws Exception {
    one.close();
  }

  @Test
  void aPlainThreadMayUseAStreamToo() throws Exception {
    peer.send("x");
    assertThat(stream.readExactly(1)).hasSize(1);
    stream.write(new byte[] {'y'});
    assertThat(peer.receive(1)).isEqualTo("y");
  }

  @Test
  void librariesSeeStreamsOfTheJdk() throws Exception {
    peer.send("first\nsecond\n");
    peer.socket().shutdownOutput();
    String lines =
        one.run(() ->
            String.join(
                ",",
                new BufferedReader(new InputStreamReader(stream.asInputStream(), US_ASCII))
                    .lines()
                    .toList()));
    assertThat(lines).isEqualTo("first,second");
    one.run(() -> {
      stream.asOutputStream().write("answer".getBytes(US_ASCII));
      stream.asOutputStream().close();
      return true;
    });
    assertThat(peer.socket().getInputStream().readAllBytes()).hasSize(6);
  }

  @Test
  void theAddressesAreKnownAlsoAfterTheEnd() throws Exception {
    stream.abort();
    assertThat(stream.remoteAddress())
        .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port()));
    assertThat(stream.localAddress()).isEqualTo(peer.socket().getRemoteSocketAddress());
  }

  @Test
  void aTimeOutThatIsFarAwayDoesNoHarm() throws Exception {
    peer.send("x");
    assertThat(one.run(() -> stream.withTimeouts(LATE, LATE).readExactly(1))).hasSize(1);
    assertThatThrownBy(() -> stream.withTimeouts(Duration.ofMillis(-1), LATE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
