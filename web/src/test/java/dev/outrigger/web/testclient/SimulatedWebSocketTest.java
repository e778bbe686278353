package dev.outrigger.web.testclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.websocket.WebSocket;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.Simulation;
import dev.outrigger.runtime.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** WebSockets under a clock that jumps. */
class SimulatedWebSocketTest {
  private static void remind(WebSocket socket) throws Exception {
    for (int hour = 1; hour <= 3; hour++) {
      Time.sleep(Duration.ofHours(1));
      socket.send("hour " + hour);
    }
  }

  @Test
  void hoursPassAtOnce() throws Exception {
    List<String> heard = new ArrayList<>();
    int code =
        Simulation.inOrder()
            .run(_ -> {
              try (TestClient client =
                      TestClient.of(app -> {
                        app.withoutPool();
                        app.webSocket("/remind", SimulatedWebSocketTest::remind);
                      });
                  TestWebSocket socket = client.webSocket("/remind")) {
                for (int i = 0; i < 3; i++) {
                  heard.add(socket.text());
                }
                return socket.closed().code();
              }
            });
    assertThat(heard).containsExactly("hour 1", "hour 2", "hour 3");
    assertThat(code).isEqualTo(1000);
  }

  @Test
  void deadlinesOfHandlersAndOfTheTestHold() throws Exception {
    String answer =
        Simulation.inOrder()
            .run(_ -> {
              try (TestClient client =
                      TestClient.of(app -> {
                        app.withoutPool();
                        app.webSocket(
                            "/late",
                            socket -> {
                              var heard =
                                  Scope.timeout(
                                      Duration.ofHours(9), () -> socket.receive().orElseThrow());
                              socket.send("heard " + heard);
                            });
                      });
                  TestWebSocket socket = client.webSocket("/late")) {
                Time.sleep(Duration.ofHours(8));
                socket.send("in time");
                return socket.text();
              }
            });
    assertThat(answer).contains("in time");
  }
}
