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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
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

  @RegisterExtension private final Connected one = new Connected(() -> backend);

  @Test
  void aPlainThreadMayUseAStreamToo() throws Exception {
    one.peer().send("x");
    assertThat(one.stream().readExactly(1)).hasSize(1);
    one.stream().write(new byte[] {'y'});
    assertThat(one.peer().receive(1)).isEqualTo("y");
  }

  @Test
  void librariesSeeStreamsOfTheJdk() throws Exception {
    one.peer().send("first\nsecond\n");
    one.peer().socket().shutdownOutput();
    String lines =
        one.run(() ->
            String.join(
                ",",
                new BufferedReader(new InputStreamReader(one.stream().asInputStream(), US_ASCII))
                    .lines()
                    .toList()));
    assertThat(lines).isEqualTo("first,second");
    one.run(() -> {
      one.stream().asOutputStream().write("answer".getBytes(US_ASCII));
      one.stream().asOutputStream().close();
      return true;
    });
    assertThat(one.peer().socket().getInputStream().readAllBytes()).hasSize(6);
  }

  @Test
  void theAddressesAreKnownAlsoAfterTheEnd() throws Exception {
    one.stream().abort();
    assertThat(one.stream().remoteAddress())
        .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), one.peer().port()));
    assertThat(one.stream().localAddress()).isEqualTo(one.peer().socket().getRemoteSocketAddress());
  }

  @Test
  void aTimeOutThatIsFarAwayDoesNoHarm() throws Exception {
    one.peer().send("x");
    assertThat(one.run(() -> one.stream().withTimeouts(LATE, LATE).readExactly(1))).hasSize(1);
    assertThatThrownBy(() -> one.stream().withTimeouts(Duration.ofMillis(-1), LATE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
