package dev.outrigger.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Application;
import dev.outrigger.web.WebServer;
import dev.outrigger.web.events.Event;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A page of server-sent events lives through a reload: nothing is lost, and nothing comes twice.
 */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(240)
class EventsPageTest {
  private static final String PAGE =
      """
      <!doctype html>
      <title>News</title>
      <script>
      let telling = Promise.resolve();
      new EventSource('/news').onmessage = event => {
        telling = telling.then(() => fetch('/seen', {method: 'POST', body: event.data}));
      };
      </script>
      """;

  @Parameter TaskBackend backend;
  @TempDir private Path folder;

  private final Reload reload = new Reload();
  private final Feed feed = new Feed();

  private Application named(String name) {
    return app -> {
      reload.serve(app, PAGE);
      app.get(
          "/news",
          request ->
              request.events(stream -> {
                int number = stream.lastId().map(Integer::parseInt).orElse(0);
                while (true) {
                  String text = feed.after(number++);
                  stream.send(
                      Event.of(text + " by " + name)
                          .id(String.valueOf(number))
                          .retry(Duration.ofMillis(50)));
                }
              }));
    };
  }

  @Test
  void itGoesOnWhereItWas() throws Exception {
    try (WebServer old = Reload.first(named("old"), backend);
        Chromium browser = new Chromium(folder)) {
      browser.open(old.uri().toString());
      feed.publish("one");
      assertThat(reload.next()).isEqualTo("one by old");
      feed.publish("two");
      assertThat(reload.next()).isEqualTo("two by old");
      try (WebServer _ = Reload.follow(old, named("new"), backend, folder)) {
        // While the page may still be without a server.
        feed.publish("three");
        assertThat(reload.next()).isEqualTo("three by new");
        feed.publish("four");
        assertThat(reload.next()).isEqualTo("four by new");
      }
    }
  }
}
