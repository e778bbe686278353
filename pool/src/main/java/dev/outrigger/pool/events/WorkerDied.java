package dev.outrigger.pool.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A worker's process is gone. */
@Name("dev.outrigger.WorkerDied")
@Label("Worker Died")
@Category("Outrigger")
@Description("A worker process of a process pool has ended")
@StackTrace(false)
final class WorkerDied extends Event {
  @Label("Pool")
  String pool = "";

  @Label("Worker")
  String worker = "";

  @Label("Spawn")
  @Description("Counts the processes of the pool, from 1")
  long spawn;

  @Label("Process Id")
  long pid;

  @Label("Cause")
  @Description("Such as OS_KILL(9), or why the pool gave it up")
  String cause = "";

  @Label("Expected")
  @Description("Whether the pool had told it to leave")
  boolean expected;

  static void commit(
      String pool, String worker, long spawn, long pid, String cause, boolean expected) {
    WorkerDied event = new WorkerDied();
    event.pool = pool;
    event.worker = worker;
    event.spawn = spawn;
    event.pid = pid;
    event.cause = cause;
    event.expected = expected;
    event.commit();
  }
}
