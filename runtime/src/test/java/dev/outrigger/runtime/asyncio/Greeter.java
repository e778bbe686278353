package dev.outrigger.runtime.asyncio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.stream.Certificates;
import dev.outrigger.runtime.stream.ServeOptions;
import dev.outrigger.runtime.stream.SocketStream;
import dev.outrigger.runtime.stream.TcpServer;
import dev.outrigger.runtime.stream.Tls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who is at the other end in the snippets of a page: says two lines, and takes what comes. */
final class Greeter implements AutoCloseable {
  private final EventLoops loops = EventLoops.builder().name("greeter").start();
  private final List<TcpServer> servers = Collections.synchronizedList(new ArrayList<>());
  private final Path authority;
  private final int port;
  private final int tlsPort;

  Greeter(Path directory) throws Exception {
    Certificates certificates = Certificates.make(directory, "greeter", "localhost");
    authority = certificates.authority();
    Tls tls = Tls.server(certificates.certificate(), certificates.key());
    port = serve(ServeOptions.defaults());
    tlsPort = serve(ServeOptions.defaults().securedBy(tls));
  }

  private int serve(ServeOptions options) {
    CompletableFuture<Integer> bound = new CompletableFuture<>();
    loops
        .loop(0)
        .start(
            "greeter",
            () -> {
              InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
              try (TcpServer server = TcpServer.bind(any, options)) {
                servers.add(server);
                bound.complete(server.address().getPort());
                server.serve(Greeter::greet);
              } catch (Exception e) {
                bound.completeExceptionally(e);
              }
            });
    return bound.join();
  }

  private static void greet(SocketStream stream) throws Exception {
    stream.write("hello\nworld\n".getBytes(US_ASCII));
    stream.closeOutput();
    byte[] some = stream.readSome(8192);
    while (some.length > 0) {
      some = stream.readSome(8192);
    }
  }

  int port() {
    return port;
  }

  int tlsPort() {
    return tlsPort;
  }

  Path authority() {
    return authority;
  }

  @Override
  public void close() {
    servers.forEach(TcpServer::close);
    loops.close();
  }
}
