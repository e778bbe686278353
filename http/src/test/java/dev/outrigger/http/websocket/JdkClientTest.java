package dev.outrigger.http.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket.Listener;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With a client that others made: the one of the JDK. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class JdkClientTest {
  private final TaskBackend backend;

  JdkClientTest(TaskBackend backend) {
    this.backend = backend;
  }

  @Test
  void itTalksAndLeavesInOrder() throws Exception {
    Heard heard = new Heard();
    WebSocketOptions options = WebSocketOptions.defaults().withSubprotocols("echo");
    try (HttpClient client = HttpClient.newHttpClient();
        Talk talk = Talk.with(backend, options, Talk.ECHO)) {
      java.net.http.WebSocket socket =
          client
              .newWebSocketBuilder()
              .subprotocols("other", "echo")
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + talk.server().address().getPort() + "/"), heard)
              .get(10, TimeUnit.SECONDS);
      assertThat(socket.getSubprotocol()).isEqualTo("echo");
      socket.sendText("gr", false).join();
      socket.sendText("üße ☃", true).join();
      assertThat(heard.next()).isEqualTo("text grüße ☃");
      socket.sendBinary(ByteBuffer.wrap(new byte[70_000]), true).join();
      assertThat(heard.next()).isEqualTo("binary 70000");
      socket.sendPing(ByteBuffer.wrap(new byte[] {1, 2})).join();
      assertThat(heard.next()).isEqualTo("pong 2");
      socket.sendClose(4001, "enough").join();
      assertThat(heard.next()).isEqualTo("close 4001");
    }
  }

  @Test
  void itSeesTheServerClose() throws Exception {
    Heard heard = new Heard();
    try (HttpClient client = HttpClient.newHttpClient();
        Talk talk = Talk.with(backend, socket -> socket.close(4002, "no more"))) {
      java.net.http.WebSocket _ =
          client
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + talk.server().address().getPort() + "/"), heard)
              .get(10, TimeUnit.SECONDS);
      assertThat(heard.next()).isEqualTo("close 4002");
      Served.until(() -> talk.server().statistics().connectionsOpen() == 0);
    }
  }

  /** What the client hears, message for message. */
  private static final class Heard implements Listener {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private int bytes;

    String next() throws InterruptedException {
      return String.valueOf(events.poll(10, TimeUnit.SECONDS));
    }

    @Override
    public CompletionStage<?> onText(
        java.net.http.WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        events.add("text " + text);
        text.setLength(0);
      }
      return Listener.super.onText(socket, data, last);
    }

    @Override
    public CompletionStage<?> onBinary(
        java.net.http.WebSocket socket, ByteBuffer data, boolean last) {
      bytes += data.remaining();
      if (last) {
        events.add("binary " + bytes);
        bytes = 0;
      }
      return Listener.super.onBinary(socket, data, last);
    }

    @Override
    public CompletionStage<?> onPong(java.net.http.WebSocket socket, ByteBuffer message) {
      events.add("pong " + message.remaining());
      return Listener.super.onPong(socket, message);
    }

    @Override
    public CompletionStage<?> onClose(java.net.http.WebSocket socket, int code, String reason) {
      events.add("close " + code);
      return Listener.super.onClose(socket, code, reason);
    }

    @Override
    public void onError(java.net.http.WebSocket socket, Throwable error) {
      events.add("error " + error);
    }
  }
}
