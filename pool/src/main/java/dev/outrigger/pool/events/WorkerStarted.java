package dev.outrigger.pool.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A process for a worker runs; it is not ready for tasks yet. */
@Name("dev.outrigger.WorkerStarted")
@Label("Worker Started")
@Category("Outrigger")
@Description("A worker process of a process pool was started")
@StackTrace(false)
final class WorkerStarted extends Event {
  @Label("Pool")
  String pool = "";

  @Label("Worker")
  String worker = "";

  @Label("Spawn")
  @Description("Counts the processes of the pool, from 1")
  long spawn;

  @Label("Process Id")
  long pid;

  static void commit(String pool, String worker, long spawn, long pid) {
    WorkerStarted event = new WorkerStarted();
    event.pool = pool;
    event.worker = worker;
    event.spawn = spawn;
    event.pid = pid;
    event.commit();
  }
}
