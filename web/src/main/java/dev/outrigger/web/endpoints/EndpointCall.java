package dev.outrigger.web.endpoints;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Calls a method with what a request holds. All was worked out before; this is what is left. */
public final class EndpointCall {
  private final Argument[] arguments;
  private final boolean ofFiles;
  private final Way way;

  EndpointCall(Argument[] arguments, boolean ofFiles, MethodHandle method) {
    this(arguments, ofFiles, (_, values) -> invoke(method, values));
  }

  private EndpointCall(Argument[] arguments, boolean ofFiles, Way way) {
    this.arguments = arguments;
    this.ofFiles = ofFiles;
    this.way = way;
  }

  static EndpointCall inProcess(
      Argument[] arguments, boolean ofFiles, Crossing.Target target, String task) {
    return new EndpointCall(
        arguments,
        ofFiles,
        (incoming, values) -> incoming.offload(task, Crossing::run, new Crossing(target, values)));
  }

  /** From arguments to what the method returns. */
  private interface Way {
    @Nullable Object call(Incoming incoming, @Nullable Object[] values) throws Exception;
  }

  /**
   * What the method returns.
   *
   * @throws dev.outrigger.web.Problem 422 with all that is wrong with the request
   * @throws Exception what the method throws
   */
  public @Nullable Object of(Incoming incoming) throws Exception {
    var reading = new Reading(incoming, ofFiles);
    @Nullable Object[] values = new @Nullable Object[arguments.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments[i].value(reading);
    }
    reading.requireRight();
    return way.call(incoming, values);
  }

  static @Nullable Object invoke(MethodHandle method, @Nullable Object[] values) throws Exception {
    try {
      return (Object) method.invokeExact(values);
    } catch (Exception | Error failure) {
      throw failure;
    } catch (Throwable strange) {
      throw new IllegalStateException(strange);
    }
  }
}
