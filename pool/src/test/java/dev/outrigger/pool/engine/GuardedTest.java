package dev.outrigger.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.schedule.Caller;
import dev.outrigger.pool.schedule.Conversation;
import dev.outrigger.pool.schedule.Decoded;
import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.Job;
import dev.outrigger.pool.schedule.Line;
import dev.outrigger.pool.schedule.Plan;
import dev.outrigger.pool.schedule.Scheduler;
import dev.outrigger.pool.schedule.Surroundings;
import dev.outrigger.pool.schedule.Terms;
import dev.outrigger.pool.schedule.Worker;
import dev.outrigger.pool.wire.Frame;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class GuardedTest {
  private final Guarded guarded = new Guarded(() -> 0);
  private final World world = new World();
  private final Job job = job();

  GuardedTest() {
    guarded.guard(new Scheduler(Plan.plain(1, 10), world));
    guarded.run(scheduler -> {
      var _ = scheduler.submit(job, false);
    });
  }

  @Test
  void aBugEndsAllTasksRatherThanLeaveThemWaiting() {
    assertThatThrownBy(() -> guarded.run(Scheduler::start)).isSameAs(world.bug);
    assertThat(world.endings)
        .containsExactly(
            new Ending.Cancelled("a bug in the pool has ended it: " + world.bug.toString()));
    assertThat(world.terminated).isTrue();
  }

  @Test
  void aPoolThatABugHasEndedTakesNoMoreTasks() {
    assertThatThrownBy(() -> guarded.run(Scheduler::start)).isSameAs(world.bug);
    assertThatThrownBy(() ->
            guarded.run(scheduler -> {
              var _ = scheduler.submit(job(), false);
            }))
        .isInstanceOf(RejectedExecutionException.class);
  }

  private static Job job() {
    Caller caller =
        new Caller(
            Trust.all(GuardedTest.class.getClassLoader()),
            Conversation.NONE,
            _ -> {},
            false,
            Optional.empty());
    var work = new TaskMessage.Encoded("Test.work", Optional.empty(), new byte[] {1});
    return new Job(1, work, 0, Terms.ENDLESS, caller);
  }

  /** One in which no process can be started, by a mistake in the code that starts it. */
  private static final class World implements Surroundings {
    final RuntimeException bug = new IllegalStateException("a bug");
    final List<Ending> endings = new ArrayList<>();
    boolean terminated;

    @Override
    public long now() {
      return 0;
    }

    @Override
    public Line spawn(Worker worker) {
      throw bug;
    }

    @Override
    public Optional<Decoded> decode(Job asked, Frame answer) {
      return Optional.empty();
    }

    @Override
    public void ended(Job ended, Ending ending) {
      endings.add(ending);
    }

    @Override
    public void admitted(Job admitted) {}

    @Override
    public void measure(Worker worker, long pid) {}

    @Override
    public void observe(Worker worker, long pid) {}

    @Override
    public void log(Level level, String line) {}

    @Override
    public void terminated() {
      terminated = true;
    }
  }
}
