package dev.outrigger.supervisor.succession;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.supervisor.member.SocketFetch;
import dev.outrigger.supervisor.sockets.Inheritance;
import dev.outrigger.supervisor.talk.Lines;
import dev.outrigger.supervisor.talk.Meeting;
import dev.outrigger.supervisor.talk.Order;
import dev.outrigger.supervisor.talk.Report;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The arbiter whose place this one takes. If it dies meanwhile, all that it would have let go of is
 * free.
 *
 * <p>Threading: from any thread but a loop's own.
 */
public final class Predecessor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");

  private final Meeting meeting;
  private final Lines lines;
  private final CompletableFuture<List<String>> places = new CompletableFuture<>();
  private final CompletableFuture<Boolean> gaveWay = new CompletableFuture<>();
  private final CompletableFuture<Instant> ledUntil = new CompletableFuture<>();

  private Predecessor(Meeting meeting, Lines lines) {
    this.meeting = meeting;
    this.lines = lines;
  }

  /**
   * The one that started this process to be followed by it; empty if none did.
   *
   * @throws IOException if it does not answer
   */
  public static Optional<Predecessor> join() throws IOException {
    Optional<Meeting> meeting = Meeting.in(System.getenv()).filter(Meeting::isSuccessors);
    return meeting.isEmpty() ? Optional.empty() : Optional.of(join(meeting.get()));
  }

  /** Joins an arbiter that is to be followed. */
  public static Predecessor join(Meeting meeting) throws IOException {
    Predecessor predecessor = new Predecessor(meeting, Lines.to(meeting.control()));
    predecessor.lines.write(new Report.Join(meeting.server(), meeting.token()).line());
    Thread.ofPlatform().daemon().name("predecessor").start(predecessor::listen);
    return predecessor;
  }

  private void listen() {
    try {
      for (Optional<String> line = lines.read(); line.isPresent(); line = lines.read()) {
        Order.of(line.get()).ifPresent(this::hear);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the talk with the arbiter before ended", e);
    }
    places.completeExceptionally(new IOException("the arbiter before is gone"));
    gaveWay.complete(true);
    ledUntil.complete(Instant.now());
  }

  private void hear(Order order) {
    boolean _ =
        switch (order) {
          case Order.Inherit(List<String> given) -> places.complete(given);
          case Order.Succeed _ -> gaveWay.complete(true);
          case Order.Lead(Instant since) -> ledUntil.complete(since);
          default -> false;
        };
  }

  /**
   * Takes its listening sockets, which it keeps as well.
   *
   * @throws IOException if it does not give them
   */
  public Inheritance sockets(EventLoops loops) throws IOException, InterruptedException {
    try {
      List<String> given = places.get();
      List<FileDescriptor> sockets =
          SocketFetch.from(meeting, given.size(), loops).stream().map(FileDescriptor::new).toList();
      return Inheritance.of(given, sockets);
    } catch (ExecutionException e) {
      throw new IOException("the arbiter before gave no sockets", e.getCause());
    }
  }

  /** The processes of this arbiter serve; returns when the names of the other one are free. */
  public void serving() {
    try {
      lines.write(new Report.Serving().line());
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "the arbiter before does not listen", gone);
    }
    boolean _ = gaveWay.join();
  }

  /** Until when one of its processes has run the periodic jobs; done when none does any more. */
  public CompletableFuture<Instant> ledUntil() {
    return ledUntil;
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "the talk with the arbiter before did not close", gone);
    }
  }
}
