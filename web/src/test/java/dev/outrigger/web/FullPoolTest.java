package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.runtime.TaskBackend;
import java.net.Socket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
class FullPoolTest {
  @Parameter private TaskBackend backend;

  @Test
  void aFullQueueIs503AndSaysWhenToComeBack() throws Exception {
    try (var server =
            TestServer.start(
                backend,
                1,
                app -> {
                  app.pool(builder -> builder.queueCapacity(1));
                  app.get("/spin", r -> r.offload(FullPoolTest::spin));
                });
        Socket _ = server.clientThatAsked("/spin")) {
      Eventually.holds("the worker is busy", () -> pool(server).running() == 1);
      try (Socket _ = server.clientThatAsked("/spin")) {
        Eventually.holds("the queue is full", () -> pool(server).queued() == 1);
        HttpResponse<String> full = server.get("/spin");
        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(full.body()).contains("try again later").doesNotContain("queueCapacity");
        assertThat(full.headers().firstValue("Retry-After")).contains("1");
        assertThat(full.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(pool(server).rejected()).isEqualTo(1);
      }
    }
  }

  private static PoolStatistics pool(TestServer server) {
    return server.server().pool().orElseThrow();
  }

  private static int spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }
}
