import dev.outrigger.runtime.Outcome;
import dev.outrigger.runtime.Outrigger;
import dev.outrigger.runtime.Tasks;
import dev.outrigger.runtime.stream.Resolver;
import dev.outrigger.runtime.stream.SocketStream;
import dev.outrigger.runtime.stream.TcpOptions;
import dev.outrigger.runtime.stream.TcpStream;
import dev.outrigger.runtime.sync.Limiter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Tells which ports of some hosts accept connections over TCP: a hundred attempts at once, a second
 * for each. For hosts of your own: others may take it for an attack.
 *
 * <pre>
 *   ./outrigger run examples/runtime/PortScanner.java localhost,127.0.0.2 22,80,8000-9000
 * </pre>
 *
 * <p>With {@code --first} it ends as soon as one port is open, and the attempts still under way are
 * given up. The exit status is 0 if a port is open, 1 if none is.
 */
public final class PortScanner {
  private final Limiter limiter = Limiter.of(100);
  private final List<String> hosts;
  private final int[] ports;
  private final TcpOptions options;

  private PortScanner(String hosts, String ports, String seconds) {
    this.hosts = List.of(hosts.split(","));
    this.ports = ports(ports);
    this.options = TcpOptions.defaults().connectWithin(Duration.ofSeconds(Long.parseLong(seconds)));
  }

  public static void main(String[] arguments) throws Exception {
    boolean first = arguments.length > 0 && arguments[0].equals("--first");
    List<String> rest = List.of(arguments).subList(first ? 1 : 0, arguments.length);
    try {
      PortScanner scanner = parse(rest);
      boolean found = Outrigger.run(_ -> first ? scanner.printFirst() : scanner.printAll());
      System.exit(found ? 0 : 1);
    } catch (UnknownHostException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static PortScanner parse(List<String> words) {
    try {
      return new PortScanner(words.get(0), words.get(1), words.size() > 2 ? words.get(2) : "1");
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      System.err.println("usage: PortScanner [--first] HOST[,HOST...] PORT[-PORT][,...] [SECONDS]");
      System.exit(2);
      throw e;
    }
  }

  private static int[] ports(String text) {
    int[] ports =
        Arrays.stream(text.split(","))
            .map(range -> range.split("-", 2))
            .flatMapToInt(ends ->
                IntStream.rangeClosed(
                    Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
            .toArray();
    if (ports.length == 0 || Arrays.stream(ports).anyMatch(port -> port < 1 || port > 65535)) {
      throw new IllegalArgumentException(text + " are no ports");
    }
    return ports;
  }

  private List<Callable<String>> attempts() throws Exception {
    List<Callable<String>> attempts = new ArrayList<>();
    for (String host : hosts) {
      List<InetAddress> addresses = Resolver.system().resolve(host);
      TcpOptions known = options.resolvedBy(_ -> addresses);
      for (int port : ports) {
        attempts.add(() -> limiter.run(() -> connect(host, port, known)));
      }
    }
    return attempts;
  }

  private static String connect(String host, int port, TcpOptions options) throws Exception {
    try (SocketStream _ = TcpStream.connect(host, port, options)) {
      return host + ":" + port + " is open";
    }
  }

  private boolean printFirst() throws Exception {
    List<Callable<String>> attempts = attempts();
    try {
      System.out.println(Tasks.firstSuccess(Duration.ZERO, attempts));
      return true;
    } catch (IOException e) {
      System.out.println("0 of " + attempts.size() + " are open");
      return false;
    }
  }

  private boolean printAll() throws Exception {
    List<Callable<String>> attempts = attempts();
    int found = 0;
    try (var results = Tasks.asCompleted(attempts)) {
      for (var ended = results.next(); ended.isPresent(); ended = results.next()) {
        if (ended.get().outcome() instanceof Outcome.Success<String>(String open)) {
          System.out.println(open);
          found++;
        }
      }
    }
    System.out.println(found + " of " + attempts.size() + " are open");
    return found > 0;
  }
}
