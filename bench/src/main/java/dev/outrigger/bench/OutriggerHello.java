package dev.outrigger.bench;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpServer;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Hello-world on the http module: a virtual thread, a scope and all checks for each request. */
public final class OutriggerHello {
  private OutriggerHello() {}

  /** Serves until it is killed. Arguments: port, transport, task backend. */
  public static void main(String[] args) throws Exception {
    byte[] body = "Hello, World!".getBytes(StandardCharsets.US_ASCII);
    try (EventLoops loops =
            EventLoops.builder()
                .transport(Transport.valueOf(args[1]))
                .tasks(TaskBackend.valueOf(args[2]))
                .start();
        HttpServer server =
            HttpServer.builder(loops, request -> HttpResponse.of(200, "text/plain", body))
                .bind(
                    new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])))
                .start()) {
      AllocationProbe.announce(server.address());
      new CountDownLatch(1).await();
    }
  }
}
