package dev.outrigger.runtime.carrier;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Virtual threads whose scheduler is an executor of ours.
 *
 * <p>The JDK has had this inside since 21 (its own tests use it) and no public way to reach it. The
 * alternatives were a patched JDK, or to hop from the loop to the default scheduler and back for
 * each request, which costs two thirds more CPU on a short one. So the one private method is called
 * here and nowhere else; where it cannot be reached, {@link TaskBackend#PORTABLE} takes over.
 */
public final class LoopCarriedThreads {
  public static final String FLAG = "--add-opens=java.base/java.lang=ALL-UNNAMED";

  private static final Optional<MethodHandle> MAKER = findMaker();

  private LoopCarriedThreads() {}

  public static boolean areAvailable() {
    return MAKER.isPresent();
  }

  public static IllegalStateException notHere() {
    return new IllegalStateException(
        "loop-carried tasks need a JVM started with "
            + FLAG
            + "; add it, or choose TaskBackend.PORTABLE");
  }

  /** A thread, not started, that runs, and resumes after each wait, as steps of the executor. */
  public static Thread unstarted(String name, Executor scheduler, Runnable body) {
    MethodHandle maker = MAKER.orElseThrow(LoopCarriedThreads::notHere);
    try {
      return (Thread) maker.invokeExact(scheduler, name, 0, body);
    } catch (Throwable e) {
      throw new IllegalStateException("this JDK refuses a scheduler for virtual threads", e);
    }
  }

  private static Optional<MethodHandle> findMaker() {
    try {
      Class<?> builders = Class.forName("java.lang.ThreadBuilders");
      return Optional.of(
          MethodHandles.privateLookupIn(builders, MethodHandles.lookup())
              .findStatic(
                  builders,
                  "newVirtualThread",
                  MethodType.methodType(
                      Thread.class, Executor.class, String.class, int.class, Runnable.class)));
    } catch (ReflectiveOperationException notThisJdkOrNoFlag) {
      return Optional.empty();
    }
  }
}
