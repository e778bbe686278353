package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who look at a service from outside: hooks, Prometheus, statsd. */
class WatchersIT {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void save() throws IOException {
    Programs.saveIn(folder, 1);
  }

  private ServerProcess serve(String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of("serve", "Program.java"));
    command.addAll(List.of("--bind", "127.0.0.1:0", "--workers", "2", "--pool-workers", "1"));
    command.addAll(List.of("--control", "control"));
    command.addAll(List.of(more));
    return ServerProcess.start(folder, folder.resolve("cache"), command.toArray(String[]::new));
  }

  @Test
  void commandsAreRunAtTheirMomentsAndToldWhatHasHappened() throws Exception {
    LogText told = new LogText(folder.resolve("told"));
    String note = "echo $OUTRIGGER_EVENT $OUTRIGGER_SERVER $OUTRIGGER_REASON >> told";
    try (ServerProcess service =
        serve(
                "--on-start=" + note,
                "--when-ready=" + note,
                "--on-worker-start=" + note,
                "--on-worker-exit=" + note,
                "--on-reload=" + note + "; test ! -e broken")
            .ready()) {
      for (String each : List.of("ready", "worker-start 1", "worker-start 2")) {
        String _ = told.await(each);
      }
      assertThat(told.lines().getFirst()).isEqualTo("start");
      new Ctl(folder).must(service, "reload");
      for (String each : List.of("reload", "worker-start 3", "worker-start 4")) {
        String _ = told.await(each);
      }
      assertThat(told.await("worker-exit 1")).isEqualTo("worker-exit 1 exit status 0");
      Files.writeString(folder.resolve("broken"), "");
      assertThat(new Ctl(folder).refused("reload"))
          .isEqualTo("no reload: the command of --on-reload ended with status 1");
      service.signal("TERM", false);
      assertThat(service.exitStatus()).isZero();
      assertThat(told.lines())
          .contains("worker-exit 3 exit status 0", "worker-exit 4 exit status 0");
    }
  }

  @Test
  void aCommandCanRefuseTheStart() throws Exception {
    try (ServerProcess refused = serve("--on-start=echo not today; exit 7")) {
      assertThat(refused.exitStatus()).isEqualTo(1);
      assertThat(refused.output().all()).containsExactly("not today");
      assertThat(refused.errors().all())
          .containsExactly(
              "outrigger: nothing is started: the command of --on-start ended with status 7");
    }
  }

  @Test
  void theArbiterTellsItsNumbersAndWhetherAllServe() throws Exception {
    try (ServerProcess service = serve("--admin=127.0.0.1:0");
        HttpClient client = HttpClient.newHttpClient()) {
      String said = service.errors().await("/ready are answered at");
      URI admin = URI.create("http://" + said.replaceFirst(".*(127.0.0.1:[0-9]+).*", "$1"));
      assertThat(get(client, admin, "/health").statusCode()).isEqualTo(200);
      service.ready();
      assertThat(get(client, admin, "/ready").body()).isEqualTo("all 2 slots serve\n");
      assertThat(SteadyLoad.ping(service.uri())).isEqualTo("pong");
      assertThat(get(client, admin, "/metrics").body())
          .contains("outrigger_serving 2\n", "outrigger_server_starts_total 2\n")
          .contains("outrigger_server_resident_bytes{server=\"1\",slot=\"0\"}");
      new Ctl(folder).must(service, "drain");
      HttpResponse<String> ready = get(client, admin, "/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).isEqualTo("of 2 slots, these do not serve: [0, 1]\n");
      assertThat(get(client, admin, "/else").statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> get(HttpClient client, URI admin, String path)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(admin.resolve(path)).build(), BodyHandlers.ofString());
  }

  @Test
  void statsdHearsHowManyServe() throws Exception {
    try (DatagramSocket statsd = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        ServerProcess _ =
            serve("--statsd=127.0.0.1:" + statsd.getLocalPort(), "--statsd-prefix=shop").ready()) {
      statsd.setSoTimeout(60_000);
      String heard = "";
      while (!heard.contains("shop.gunicorn.workers:2|g")) {
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        statsd.receive(packet);
        heard = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      }
      assertThat(heard).contains("shop.gunicorn.requests:0|c");
    }
  }
}
