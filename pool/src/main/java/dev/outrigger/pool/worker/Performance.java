package dev.outrigger.pool.worker;

import dev.outrigger.pool.codec.AnswerMessage;
import dev.outrigger.pool.codec.Misfit;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.codec.TooLargeException;
import dev.outrigger.pool.codec.UnsendableException;
import dev.outrigger.pool.context.Carriers;
import dev.outrigger.pool.memory.Leases;
import dev.outrigger.pool.memory.WorkerSharing;
import dev.outrigger.pool.wire.Definition;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wording.Told;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Runs code of the user and makes an answer of whatever comes of it. */
record Performance(Learnt learnt, Rules rules, WorkerSharing sharing) {
  int maxFrame() {
    return rules.maxFrame();
  }

  Frame answer(Running running) {
    Map<String, String> context = running.header().context();
    if (!Carriers.concerned(context)) {
      return perform(running);
    }
    Runnable undo = Carriers.whenNeeded().restore(context);
    try {
      return perform(running);
    } finally {
      undo.run();
    }
  }

  private Frame perform(Running running) {
    return Leases.during(sharing.places(), () -> performHere(running));
  }

  /** The answer of a nested task goes on to a worker, which knows no files of another. */
  private Rules rulesFor(Running running) {
    return running.header().nested() ? rules.inMessages() : rules;
  }

  private Frame performHere(Running running) {
    Object function;
    @Nullable Object[] arguments;
    try {
      ClassLoader loader = ClassLoader.getSystemClassLoader();
      int number = running.header().function();
      function =
          number == Definition.NONE
              ? TaskMessage.function(running.rest(), loader)
              : learnt.function(number, loader);
      arguments = TaskMessage.arguments(running.rest(), loader, rules);
    } catch (Throwable thrown) {
      return Misfit.in(thrown)
          .map(misfit -> AnswerMessage.unread(running.id(), misfit))
          .orElseGet(() -> failure(running.id(), thrown));
    }
    @Nullable Object value;
    try {
      value = TaskMessage.run(function, arguments);
    } catch (Throwable thrown) {
      return failure(running.id(), thrown);
    }
    try {
      return AnswerMessage.result(running.id(), value, rulesFor(running));
    } catch (UnsendableException | TooLargeException e) {
      return AnswerMessage.unsent(running.id(), String.valueOf(e.getMessage()));
    } catch (Throwable thrown) {
      return AnswerMessage.unsent(running.id(), "its writing failed with " + Told.of(thrown));
    }
  }

  Frame notBegun(long id) {
    return failure(id, new CancellationException("cancelled before it began"));
  }

  private Frame failure(long id, Throwable thrown) {
    return AnswerMessage.failure(id, thrown, maxFrame());
  }
}
