package dev.outrigger.supervisor.host;

import dev.outrigger.supervisor.arbiter.Arbiter;
import dev.outrigger.supervisor.talk.Lines;
import dev.outrigger.supervisor.talk.Report;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What server processes say, and the arbiter that is to follow: each by a token that nobody else
 * knows.
 *
 * <p>Threading: each is heard on a thread of its own; what it says is a step of the arbiter's.
 */
final class Reports {
  private final Children children;
  private final Succession succession;
  private final ArbiterThread thread;
  private final Probe probe;
  private final Consumer<Consumer<Arbiter>> arbiter;
  private final Runnable served;

  /**
   * Those of these processes.
   *
   * @param arbiter takes what it is told as a step of its own
   * @param served told, in such a step, when one of them serves
   */
  Reports(
      Children children,
      Succession succession,
      ArbiterThread thread,
      Probe probe,
      Consumer<Consumer<Arbiter>> arbiter,
      Runnable served) {
    this.children = children;
    this.succession = succession;
    this.thread = thread;
    this.probe = probe;
    this.arbiter = arbiter;
    this.served = served;
  }

  /** The sockets of a process that shows its token; on the loop. */
  List<FileDescriptor> sockets(Report.Join who) {
    return succession.isKnown(who)
        ? succession.sockets()
        : children.known(who).map(Child::sockets).orElse(List.of());
  }

  /** Listens to one until it ends. */
  void hear(Lines lines) throws IOException {
    if (lines.read().flatMap(Report::of).orElse(null) instanceof Report.Join who) {
      if (succession.isKnown(who)) {
        succession.hear(lines);
      } else if (children.known(who).isPresent()) {
        hear(children.known(who).get(), lines);
      }
    }
  }

  private void hear(Child child, Lines lines) throws IOException {
    thread.tell(() -> child.joined(lines));
    for (Optional<String> line = lines.read(); line.isPresent(); line = lines.read()) {
      Report.of(line.get()).ifPresent(report -> heard(child, report));
    }
  }

  private void heard(Child child, Report report) {
    int id = child.id();
    switch (report) {
      case Report.Ready(String program) -> ready(child, program);
      case Report.Serving _ ->
          arbiter.accept(own -> {
            own.serving(id);
            served.run();
          });
      case Report.Leaving _ -> arbiter.accept(own -> own.leaving(id));
      case Report.Unfit(String reason) -> arbiter.accept(own -> own.unfit(id, reason));
      case Report.Followed _ -> arbiter.accept(own -> own.followed(id));
      case Report.Join _ -> {}
    }
  }

  private void ready(Child child, String program) {
    int id = child.id();
    child.becomeReady();
    if (!program.isEmpty()) {
      children.runs(child.generation(), program);
    }
    // Waits for the answers, which the arbiter's thread must not.
    Optional<String> wrong = probe.ask(child.meeting().probe());
    arbiter.accept(
        own -> wrong.ifPresentOrElse(reason -> own.unfit(id, reason), () -> own.proven(id)));
  }
}
