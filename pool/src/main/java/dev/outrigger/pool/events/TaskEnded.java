package dev.outrigger.pool.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** See {@link TaskAccount} for what the fields mean. */
@Name("dev.outrigger.TaskEnded")
@Label("Task Ended")
@Category("Outrigger")
@Description("A task of a process pool has ended")
@StackTrace(false)
final class TaskEnded extends Event {
  @Label("Pool")
  String pool = "";

  @Label("Task")
  long task;

  @Label("Name")
  String name = "";

  @Label("Worker")
  String worker = "";

  @Label("Queue Time")
  @Timespan
  long queueTime;

  @Label("Run Time")
  @Timespan
  long runTime;

  @Label("Outcome")
  @Description("RETURNED, CANCELLED or the cause of the failure")
  String outcome = "";

  @Label("Delivery")
  String delivery = "";

  @Label("Bytes Sent")
  @DataAmount
  long bytesSent;

  @Label("Bytes Answered")
  @DataAmount
  long bytesAnswered;

  @Label("Trace")
  String trace = "";

  static void commit(String pool, TaskAccount account) {
    TaskEnded event = new TaskEnded();
    if (!event.shouldCommit()) {
      return;
    }
    event.pool = pool;
    event.task = account.id();
    event.name = account.name();
    event.worker = account.worker().orElse("");
    event.queueTime = account.queued().toNanos();
    event.runTime = account.ran().toNanos();
    event.outcome = account.outcome();
    event.delivery = account.delivery().orElse("");
    event.bytesSent = account.sent();
    event.bytesAnswered = account.answered();
    event.trace = account.trace().orElse("");
    event.commit();
  }
}
