import dev.outrigger.runtime.Outrigger;
import dev.outrigger.runtime.SignalEvents;
import dev.outrigger.runtime.Signals;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.stream.Lines;
import dev.outrigger.runtime.stream.ServeOptions;
import dev.outrigger.runtime.stream.SocketStream;
import dev.outrigger.runtime.stream.TcpServer;
import dev.outrigger.runtime.sync.Broadcast;
import dev.outrigger.runtime.sync.Subscription;
import dev.outrigger.runtime.sync.WhenSlow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A room to chat in over TCP, line by line, as with {@code nc localhost 7000}.
 *
 * <pre>
 *   ./outrigger run examples/runtime/ChatServer.java 7000
 * </pre>
 *
 * <p>Each client has a task that listens to it and one that tells it what the others say, out of a
 * buffer of its own: one that does not read misses lines, and holds up nobody. Who is silent for
 * ten minutes (or so many seconds as the second argument says) has to go. At Ctrl-C all are told
 * goodbye.
 */
public final class ChatServer {
  private static final int LINES_FOR_THE_SLOW = 100;
  private static final Duration TO_SAY_GOODBYE = Duration.ofSeconds(3);

  private final Broadcast<String> room = new Broadcast<>();
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final InetSocketAddress address;
  private final Duration silence;

  private ChatServer(String port, String seconds) {
    this.address = new InetSocketAddress(Integer.parseInt(port));
    this.silence = Duration.ofSeconds(Long.parseLong(seconds));
  }

  public static void main(String[] arguments) throws Exception {
    ChatServer server = parse(List.of(arguments));
    try {
      Outrigger.run(server::run);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static ChatServer parse(List<String> words) {
    try {
      return new ChatServer(words.get(0), words.size() > 1 ? words.get(1) : "600");
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      System.err.println("usage: ChatServer PORT [SECONDS-OF-SILENCE]");
      System.exit(2);
      throw e;
    }
  }

  private boolean run(TaskGroup group) throws Exception {
    ServeOptions options = ServeOptions.defaults().withTimeouts(silence, silence);
    try (TcpServer server = TcpServer.bind(address, options);
        SignalEvents signals = Signals.listen("INT", "TERM")) {
      group.spawn(
          "server",
          () -> {
            server.serve(this::welcome);
            return true;
          });
      System.out.println("the room is open on port " + server.address().getPort());
      signals.next();
      // Ends what the clients say, so that each conversation comes to its goodbye.
      return server.drain(TO_SAY_GOODBYE);
    }
  }

  private void welcome(SocketStream stream) throws Exception {
    Lines in = Lines.of(stream);
    Lines out = Lines.of(stream);
    out.write("* What is your name?");
    Optional<String> name = in.next().map(String::strip);
    while (name.isPresent() && (name.get().isEmpty() || !names.add(name.get()))) {
      out.write("* Somebody has this name. Another one?");
      name = in.next().map(String::strip);
    }
    if (name.isPresent()) {
      try {
        chat(name.get(), in, out);
      } finally {
        names.remove(name.get());
        room.trySend("* " + name.get() + " has left");
      }
    }
    out.write("* Goodbye!");
  }

  private void chat(String name, Lines in, Lines out) throws Exception {
    try (Subscription<String> others = room.subscribe(LINES_FOR_THE_SLOW, WhenSlow.DROP_OLDEST)) {
      room.send("* " + name + " is here");
      TaskGroup.run(conversation -> {
        conversation.spawn("ear for " + name, () -> listen(name, in, others));
        for (var line = others.next(); line.isPresent(); line = others.next()) {
          out.write(line.get());
        }
        return true;
      });
    }
  }

  /** Until the client has left or falls silent; then nothing more is said to it either. */
  private boolean listen(String name, Lines in, Subscription<String> others) throws Exception {
    try (others) {
      for (var line = in.next(); line.isPresent(); line = in.next()) {
        room.send(name + ": " + line.get());
      }
      return true;
    } catch (SocketTimeoutException e) {
      room.send("* " + name + " has fallen asleep");
      return false;
    }
  }
}
