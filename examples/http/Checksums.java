import dev.outrigger.http.HttpException;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpServer;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.SignalEvents;
import dev.outrigger.runtime.Signals;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A server that answers an upload of any length with its SHA-256, as with {@code curl -T file
 * localhost:8000}.
 *
 * <pre>
 *   ./outrigger run examples/http/Checksums.java 8000
 * </pre>
 *
 * <p>The body is read part by part, so a gigabyte takes no more memory than a line, and a client
 * that sends faster than we compute has to wait. At Ctrl-C or SIGTERM no new connection is taken,
 * and uploads that run get ten seconds to end.
 */
public final class Checksums {
  private static final Duration TO_END = Duration.ofSeconds(10);

  private Checksums() {}

  public static void main(String[] arguments) throws Exception {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8000;
    try (EventLoops loops = EventLoops.builder().name("checksums").start();
        HttpServer server =
            HttpServer.builder(loops, Checksums::answer).bind(new InetSocketAddress(port)).start();
        SignalEvents signals = Signals.listen("INT", "TERM")) {
      System.out.println("listening on port " + server.address().getPort());
      signals.next();
      boolean allAnswered = server.stop(TO_END);
      System.out.println(allAnswered ? "all uploads were answered" : "some uploads were cut off");
    }
  }

  /** Runs as a task of a loop: while it waits for the client, others are served. */
  private static HttpResponse answer(HttpRequest request) throws Exception {
    if (!request.method().equals("PUT") && !request.method().equals("POST")) {
      throw new HttpException(405, "send me a file by PUT or POST")
          .withHeader("Allow", "PUT, POST");
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    request.body().forEach(digest::update);
    return HttpResponse.text(200, HexFormat.of().formatHex(digest.digest()) + "\n");
  }
}
