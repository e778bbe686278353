package dev.outrigger.http.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebSocketOptionsTest {
  @Test
  void eachWitherChangesItsOptionOnly() {
    WebSocketOptions changed =
        WebSocketOptions.defaults()
            .withMessage(1)
            .withFrame(200)
            .withUnread(3)
            .withCompression(false)
            .withSubprotocols("a")
            .withOrigins("*")
            .withPingInterval(Duration.ofMillis(4))
            .withPongTimeout(Duration.ofMillis(5))
            .withCloseTimeout(Duration.ofMillis(6));
    assertThat(changed)
        .isEqualTo(
            new WebSocketOptions(
                1,
                200,
                3,
                false,
                List.of("a"),
                Set.of("*"),
                Duration.ofMillis(4),
                Duration.ofMillis(5),
                Duration.ofMillis(6)));
  }

  @Test
  void whatCannotBeIsRefusedByName() {
    WebSocketOptions defaults = WebSocketOptions.defaults();
    assertThatThrownBy(() -> defaults.withFrame(124))
        .hasMessage("WebSocket option frame must be at least 125, but was 124");
    assertThatThrownBy(() -> defaults.withSubprotocols("a b"))
        .hasMessage("not a name of a subprotocol: 'a b'");
    assertThatThrownBy(() -> defaults.withOrigins("example.com"))
        .hasMessage("not an origin: 'example.com'; one looks like https://example.com");
  }
}
