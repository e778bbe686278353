package dev.outrigger.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * Virtual threads whose scheduler is an executor of ours.
 *
 * <p>The JDK has had this inside since 21 (its own tests use it) and no public way to reach it. The
 * alternatives were a patched JDK, or to hop from the loop to the default scheduler and back for
 * each request, which costs two thirds more CPU on a short one. So the one private constructor is
 * called here and nowhere else; where it cannot be reached, {@link TaskBackend#PORTABLE} takes
 * over.
 */
final class LoopCarriedThreads {
  static final String FLAG = "--add-opens=java.base/java.lang=ALL-UNNAMED";

  private static final Optional<MethodHandle> BUILDER = findBuilder();

  private LoopCarriedThreads() {}

  static boolean areAvailable() {
    return BUILDER.isPresent();
  }

  /** A factory whose threads run, and resume after each wait, as steps of the given executor. */
  static ThreadFactory on(Executor scheduler) {
    MethodHandle builder =
        BUILDER.orElseThrow(() ->
            new IllegalStateException(
                "loop-carried tasks need a JVM started with "
                    + FLAG
                    + "; add it, or choose TaskBackend.PORTABLE"));
    try {
      return ((Thread.Builder.OfVirtual) builder.invoke(scheduler)).factory();
    } catch (Throwable e) {
      throw new IllegalStateException("this JDK refuses a scheduler for virtual threads", e);
    }
  }

  private static Optional<MethodHandle> findBuilder() {
    try {
      Class<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
      MethodHandle constructor =
          MethodHandles.privateLookupIn(builder, MethodHandles.lookup())
              .findConstructor(builder, MethodType.methodType(void.class, Executor.class));
      return Optional.of(constructor);
    } catch (ReflectiveOperationException notThisJdkOrNoFlag) {
      return Optional.empty();
    }
  }
}
