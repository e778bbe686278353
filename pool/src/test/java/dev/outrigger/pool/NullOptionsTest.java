package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Null is refused where it is given: later it would end a thread that others wait for. */
class NullOptionsTest {
  private static final Map<Class<?>, Object> SAMPLES =
      Map.of(
          int.class, 1,
          long.class, 1L << 30,
          double.class, 0.5,
          boolean.class, true,
          Duration.class, Duration.ofSeconds(1),
          Optional.class, Optional.empty(),
          OptionalInt.class, OptionalInt.empty(),
          OptionalLong.class, OptionalLong.empty(),
          Set.class, Set.of(Retries.On.THROWN),
          List.class, List.of());

  private static final List<Object> OPTIONS =
      List.of(
          TaskOptions.defaults(),
          ActorOptions.defaults(),
          CacheOptions.entries(5),
          Contents.defaults(),
          PoolSize.defaults(),
          Retries.lost(1),
          Quarantine.off(),
          Recycling.never(),
          StartupCache.defaults());

  record Place(Object owner, Executable executable, int parameter) {
    @Override
    public String toString() {
      return "%s.%s, parameter %d"
          .formatted(owner.getClass().getSimpleName(), executable.getName(), parameter);
    }
  }

  static Stream<Place> places() {
    return Stream.concat(Stream.of(ProcessPool.builder()), OPTIONS.stream())
        .flatMap(owner -> {
          Class<?> type = owner.getClass();
          Stream<? extends Executable> constructors = Arrays.stream(type.getConstructors());
          Stream<? extends Executable> methods = Arrays.stream(type.getDeclaredMethods());
          return Stream.concat(constructors, methods)
              .filter(executable -> Modifier.isPublic(executable.getModifiers()))
              .filter(executable -> !executable.getName().equals("equals"))
              .flatMap(executable -> references(owner, executable));
        });
  }

  private static Stream<Place> references(Object owner, Executable executable) {
    return IntStream.range(0, executable.getParameterCount())
        .filter(i -> !executable.getParameterTypes()[i].isPrimitive())
        .mapToObj(i -> new Place(owner, executable, i));
  }

  @ParameterizedTest
  @MethodSource("places")
  void nullIsRefusedAtOnceByName(Place place) {
    String name =
        place.executable() instanceof Constructor<?> ? component(place).getName() : "[a-z]\\w+";
    assertThat(catchThrowable(() -> call(place)))
        .isInstanceOf(NullPointerException.class)
        .message()
        .matches(name + " must not be null");
  }

  private static RecordComponent component(Place place) {
    return place.owner().getClass().getRecordComponents()[place.parameter()];
  }

  @SuppressWarnings("NullAway")
  private static void call(Place place) throws Throwable {
    Class<?>[] types = place.executable().getParameterTypes();
    @Nullable Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = i == place.parameter() ? null : SAMPLES.get(types[i]);
    }
    try {
      switch (place.executable()) {
        case Method method -> method.invoke(place.owner(), arguments);
        case Constructor<?> constructor -> constructor.newInstance(arguments);
      }
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void anElementThatIsNullIsRefusedToo() {
    PoolBuilder builder = ProcessPool.builder();
    List<String> withNull = Collections.singletonList(null);
    assertThatThrownBy(() -> builder.jvmArguments(withNull))
        .hasMessage("an element of jvmArguments must not be null");
    assertThatThrownBy(() -> builder.environment(Collections.singletonMap("A", null)))
        .hasMessage("the value of \"A\" in environment must not be null");
    assertThatThrownBy(() -> Contents.defaults().allowing(withNull))
        .hasMessage("an element of allowed must not be null");
    assertThatThrownBy(() -> Retries.lost(1).after(Collections.singleton(null)))
        .hasMessage("an element of on must not be null");
  }

  @Test
  @SuppressWarnings("NullAway")
  void aPoolRefusesNullOptionsAndFunctions() {
    try (ProcessPool pool = ProcessPool.builder().name("null").size(1).build()) {
      assertThatThrownBy(() -> pool.with(null)).hasMessage("options must not be null");
      assertThatThrownBy(() -> pool.submit((TaskOptions) null, RemoteWork.of(Work::pid)))
          .hasMessage("options must not be null");
      assertThatThrownBy(() -> pool.submit((RemoteCallable<Integer>) null))
          .hasMessage("function must not be null");
      assertThatThrownBy(() -> pool.stream(null, 1)).hasMessage("generator must not be null");
      assertThatThrownBy(() -> pool.actor(Runnable.class, null))
          .hasMessage("factory must not be null");
      assertThatThrownBy(() -> pool.caching(null)).hasMessage("options must not be null");
    }
  }
}
