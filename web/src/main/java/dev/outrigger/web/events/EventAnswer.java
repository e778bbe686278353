package dev.outrigger.web.events;

import dev.outrigger.http.ResponseBody;
import dev.outrigger.http.ResponseStream;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.Registration;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.Task;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * An answer that is a stream of events. A line goes out now and then, so that proxies keep the
 * connection and a client that is gone is noticed. When the server stops, the stream ends as if it
 * were complete: the page connects again, and finds the server that follows.
 *
 * @param heartbeat how often, at least, something is sent
 * @param leaving takes a step that is run when the server stops
 */
public record EventAnswer(
    EventSource source,
    Function<Object, String> json,
    Optional<String> lastId,
    Duration heartbeat,
    Function<Runnable, Registration> leaving)
    implements ResponseBody {

  private static final Cancellation ENDING =
      new Cancellation(Cancellation.Source.SHUTDOWN, "the server lets its event streams end");

  @Override
  public void writeTo(ResponseStream out) throws Exception {
    EventStream stream = new EventStream(out, json, lastId);
    // The page is to know at once that it is connected.
    stream.comment("");
    Scope whileServing = new Scope();
    try (Registration _ = leaving.apply(() -> whileServing.cancel(ENDING))) {
      boolean _ = whileServing.run(() -> TaskGroup.run(group -> send(group, stream)));
    } catch (Exception e) {
      // The request itself may be over: that is another matter.
      Scope.checkpoint();
      if (!whileServing.isCancelled()) {
        throw e;
      }
    }
  }

  private boolean send(TaskGroup group, EventStream stream) throws Exception {
    Task<?> beats = group.spawn("heartbeat", () -> beat(stream));
    try {
      source.send(stream);
    } finally {
      beats.cancel("the stream has ended");
    }
    return true;
  }

  private void beat(EventStream stream) throws Exception {
    while (true) {
      Time.sleep(heartbeat);
      stream.comment("");
    }
  }
}
