package dev.outrigger.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.websocket.Message;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Application;
import dev.outrigger.web.WebServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A page with a WebSocket lives through a reload: it is told to come again, and nothing is lost.
 */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(240)
class WebSocketPageTest {
  private static final String PAGE =
      """
      <!doctype html>
      <title>Chat</title>
      <script>
      let telling = Promise.resolve();
      const tell = text => {
        telling = telling.then(() => fetch('/seen', {method: 'POST', body: text}));
      };
      let count = 0;
      const connect = () => {
        const socket = new WebSocket(location.href.replace('http', 'ws') + 'live');
        socket.onopen = () => socket.send('after ' + count);
        socket.onmessage = event => { count++; tell(event.data); socket.send('after ' + count); };
        socket.onclose = event => { tell('closed ' + event.code); setTimeout(connect, 50); };
      };
      connect();
      </script>
      """;

  @Parameter TaskBackend backend;
  @TempDir private Path folder;

  private final Reload reload = new Reload();
  private final Feed feed = new Feed();

  private Application named(String name) {
    return app -> {
      reload.serve(app, PAGE);
      app.webSocket(
          "/live",
          socket -> {
            for (var message = socket.receive(); message.isPresent(); message = socket.receive()) {
              if (message.get() instanceof Message.Text(String text)) {
                int number = Integer.parseInt(text.substring("after ".length()));
                socket.send(feed.after(number) + " by " + name);
              }
            }
          });
    };
  }

  @Test
  void itComesAgainToTheServerThatFollows() throws Exception {
    try (WebServer old = Reload.first(named("old"), backend);
        Chromium browser = new Chromium(folder)) {
      browser.open(old.uri().toString());
      feed.publish("one");
      assertThat(reload.next()).isEqualTo("one by old");
      feed.publish("two");
      assertThat(reload.next()).isEqualTo("two by old");
      try (WebServer _ = Reload.follow(old, named("new"), backend, folder)) {
        assertThat(reload.next()).isEqualTo("closed 1012");
        feed.publish("three");
        assertThat(reload.next()).isEqualTo("three by new");
        feed.publish("four");
        assertThat(reload.next()).isEqualTo("four by new");
      }
    }
  }
}
