package dev.outrigger.testing;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Registration;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Does what {@link WatchedLoops} says. */
final class WatchedLoopsExtension implements InvocationInterceptor {

  /** Called by JUnit. */
  WatchedLoopsExtension() {}

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    watch(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    watch(invocation, context);
  }

  private static void watch(Invocation<@Nullable Void> test, ExtensionContext context)
      throws Throwable {
    WatchedLoops wanted = wanted(context);
    Complaints complaints = new Complaints(wanted.strict());
    try (Registration _ = EventLoops.listen(complaints);
        TimeLimit limit = TimeLimit.start(Duration.ofSeconds(wanted.seconds()))) {
      limit.run(test::proceed);
    } catch (Throwable e) {
      complaints.all().forEach(e::addSuppressed);
      throw e;
    }
    complaints.throwFirst();
  }

  private static WatchedLoops wanted(ExtensionContext context) {
    Optional<WatchedLoops> onMethod =
        AnnotationSupport.findAnnotation(context.getElement(), WatchedLoops.class);
    return onMethod
        .or(() ->
            AnnotationSupport.findAnnotation(
                context.getRequiredTestClass(),
                WatchedLoops.class,
                context.getEnclosingTestClasses()))
        .orElseThrow(
            () -> new IllegalStateException("use @WatchedLoops in place of the extension itself"));
  }
}
