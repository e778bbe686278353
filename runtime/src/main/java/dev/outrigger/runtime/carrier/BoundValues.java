package dev.outrigger.runtime.carrier;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The scoped values that are bound around the calling code.
 *
 * <p>The JDK lets only the forks of a {@code StructuredTaskScope} inherit them, which is a preview
 * and does not let a task fork into the scope of its parent. So the list of bindings is read, here
 * and nowhere else, through the same flag that {@link LoopCarriedThreads} needs. To hand on the
 * JDK's own object would be simpler, but each generation of tasks would lie on top of the one
 * before for ever.
 */
public final class BoundValues {
  // No Optional: only what a static field or a record holds is a constant for the compiler.
  private static final @Nullable Handles HANDLES = Handles.find();

  private BoundValues() {}

  public static boolean canBeListed() {
    return HANDLES != null;
  }

  /** All of them, each once, but for these. */
  public static List<ScopedValue<?>> list(Predicate<ScopedValue<?>> but) {
    return Objects.requireNonNull(HANDLES).list(but);
  }

  /**
   * @param bindings gives the innermost snapshot
   * @param around the snapshot that a snapshot lies in
   * @param first what a snapshot added, as a list linked by {@code next}
   * @param key the scoped value of an element of that list
   */
  private record Handles(
      MethodHandle bindings,
      MethodHandle around,
      MethodHandle first,
      MethodHandle next,
      MethodHandle key) {

    static @Nullable Handles find() {
      try {
        Class<?> snapshot = Class.forName("java.lang.ScopedValue$Snapshot");
        Class<?> carrier = ScopedValue.Carrier.class;
        MethodHandles.Lookup values =
            MethodHandles.privateLookupIn(ScopedValue.class, MethodHandles.lookup());
        MethodType link = MethodType.methodType(Object.class, Object.class);
        return new Handles(
            values
                .findStatic(
                    ScopedValue.class, "scopedValueBindings", MethodType.methodType(snapshot))
                .asType(MethodType.methodType(Object.class)),
            values.findGetter(snapshot, "prev", snapshot).asType(link),
            values.findGetter(snapshot, "bindings", carrier).asType(link),
            values.findGetter(carrier, "prev", carrier).asType(link),
            values.findGetter(carrier, "key", ScopedValue.class).asType(link));
      } catch (ReflectiveOperationException notThisJdkOrNoFlag) {
        return null;
      }
    }

    @SuppressWarnings("ConstantValue") // the ends of both lists are null
    List<ScopedValue<?>> list(Predicate<ScopedValue<?>> but) {
      // Most often there are none.
      List<ScopedValue<?>> found = List.of();
      try {
        for (Object snapshot = (Object) bindings.invokeExact();
            snapshot != null;
            snapshot = (Object) around.invokeExact(snapshot)) {
          for (Object bound = (Object) first.invokeExact(snapshot);
              bound != null;
              bound = (Object) next.invokeExact(bound)) {
            ScopedValue<?> value = (ScopedValue<?>) (Object) key.invokeExact(bound);
            if (!but.test(value) && !found.contains(value)) {
              found = found.isEmpty() ? new ArrayList<>() : found;
              found.add(value);
            }
          }
        }
      } catch (Throwable e) {
        throw new IllegalStateException("this JDK does not let its scoped values be listed", e);
      }
      return found;
    }
  }
}
