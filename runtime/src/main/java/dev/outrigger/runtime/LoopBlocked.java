package dev.outrigger.runtime;

import java.time.Duration;
import java.util.stream.Collectors;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A loop does not come to its next step. */
@Name("dev.outrigger.LoopBlocked")
@Label("Loop Blocked")
@Category("Outrigger")
@Description("A step of an event loop takes so long that everything else on it waits")
@StackTrace(false)
final class LoopBlocked extends Event {
  private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  @Label("Loop")
  String loop = "";

  @Label("Task")
  @Description("Empty if it is a step of the loop's own")
  String task = "";

  @Label("So Far")
  @Timespan
  long soFar;

  @Label("Over")
  @Description("Whether the loop goes on again")
  boolean over;

  @Label("Stack")
  String stack = "";

  private static final class Recorder {
    static boolean isOn() {
      return FlightRecorder.isInitialized();
    }
  }

  static boolean isWanted() {
    return PRESENT && Recorder.isOn();
  }

  static void found(BlockedLoop blocked) {
    LoopBlocked event = new LoopBlocked();
    event.loop = blocked.loop().name();
    event.task = blocked.task().orElse("");
    event.soFar = blocked.soFar().toNanos();
    event.stack =
        blocked.stack().stream().map(StackTraceElement::toString).collect(Collectors.joining("\n"));
    event.commit();
  }

  static void over(Loop loop, Duration all) {
    LoopBlocked event = new LoopBlocked();
    event.loop = loop.name();
    event.soFar = all.toNanos();
    event.over = true;
    event.commit();
  }
}
