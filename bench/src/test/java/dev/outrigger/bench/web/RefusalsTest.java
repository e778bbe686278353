package dev.outrigger.bench.web;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.outrigger.bench.load.ServerProcess;
import dev.outrigger.bench.load.WrongAnswerException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  @Test
  void aFrameworkThatLetsEverythingPassIsFoundOut() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/validated",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    String greeting = "echo serving Careless validated=" + server.getAddress().getPort();
    try (ServerProcess process =
        ServerProcess.start(List.of("sh", "-c", greeting + "; cat")).orElseThrow()) {
      assertThatExceptionOfType(WrongAnswerException.class)
          .isThrownBy(() -> Refusals.check(process))
          .withMessageContaining("Careless")
          .withMessageContaining("status 200");
    } finally {
      server.stop(0);
    }
  }
}
