package dev.outrigger.web.endpoints;

import dev.outrigger.web.json.JsonKinds;
import dev.outrigger.web.json.Said;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The simple types: the list that the package {@code binding} describes, and no others. */
final class Conversions {
  private static final List<String> FACTORIES = List.of("of", "valueOf", "parse", "fromString");
  private static final Map<Class<?>, Conversion> KNOWN = new HashMap<>();

  static {
    KNOWN.put(String.class, new Text());
    number(int.class, Integer.class, Numbers.whole(Integer::valueOf));
    number(long.class, Long.class, Numbers.whole(Long::valueOf));
    number(short.class, Short.class, Numbers.whole(Short::valueOf));
    number(byte.class, Byte.class, Numbers.whole(Byte::valueOf));
    number(double.class, Double.class, Numbers.finite(Double::valueOf));
    number(float.class, Float.class, Numbers.finite(Float::valueOf));
    KNOWN.put(java.math.BigDecimal.class, named("a number", Numbers::decimal));
    KNOWN.put(BigInteger.class, named("a whole number", Numbers::integer));
    Conversion flag = named("true or false", Conversions::flag);
    KNOWN.put(boolean.class, flag);
    KNOWN.put(Boolean.class, flag);
    Conversion letter = named("one character", Conversions::letter);
    KNOWN.put(char.class, letter);
    KNOWN.put(Character.class, letter);
    KNOWN.put(UUID.class, named("a UUID", Conversions::uuid));
    KNOWN.put(URI.class, named("a URI", URI::create));
    KNOWN.put(ZoneId.class, named("a time zone", ZoneId::of));
  }

  private Conversions() {}

  /** The conversion to a type; empty if it is no simple one. */
  static Optional<Conversion> to(Class<?> type) throws IllegalAccessException {
    Conversion known = KNOWN.get(type);
    if (known != null) {
      return Optional.of(known);
    }
    if (type.isEnum()) {
      return Optional.of(ofEnum(type));
    }
    return ofFactory(type);
  }

  private static void number(Class<?> primitive, Class<?> box, Parser parser) {
    Conversion conversion = named(JsonKinds.of(primitive), parser);
    KNOWN.put(primitive, conversion);
    KNOWN.put(box, conversion);
  }

  /** What may throw, as {@link IllegalArgumentException} or {@link DateTimeException}. */
  @FunctionalInterface
  interface Parser {
    Object parse(String text);
  }

  private static Conversion named(String kind, Parser parser) {
    return text -> {
      try {
        return parser.parse(text);
      } catch (IllegalArgumentException | DateTimeException | ArithmeticException unfit) {
        throw Conversion.Unfit.isNot(text, kind);
      }
    };
  }

  private record Text() implements Conversion {
    @Override
    public Object of(String text) {
      return text;
    }

    @Override
    public boolean takesEmpty() {
      return true;
    }
  }

  private static Object flag(String text) {
    return switch (text) {
      case "true", "on", "1" -> true;
      case "false", "off", "0" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static Object letter(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException();
    }
    return text.charAt(0);
  }

  // The JDK takes groups that are too short or too long as well.
  private static Object uuid(String text) {
    UUID id = UUID.fromString(text);
    if (text.length() != 36) {
      throw new IllegalArgumentException();
    }
    return id;
  }

  private static Conversion ofEnum(Class<?> type) {
    var constants = new HashMap<String, Object>();
    for (Object constant : type.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name(), constant);
    }
    String kind = JsonKinds.of(type);
    return text -> {
      Object constant = constants.get(text);
      if (constant == null) {
        throw Conversion.Unfit.isNot(text, kind);
      }
      return constant;
    };
  }

  private static Optional<Conversion> ofFactory(Class<?> type) throws IllegalAccessException {
    String module = String.valueOf(type.getModule().getName());
    boolean time = type.getPackageName().equals("java.time");
    if (type.isPrimitive() || type.isArray() || (!time && isOfJdk(module))) {
      return Optional.empty();
    }
    for (String name : time ? List.of("parse") : FACTORIES) {
      for (Class<?> taken : List.of(String.class, CharSequence.class)) {
        Optional<Method> factory = factory(type, name, taken);
        if (factory.isPresent()) {
          return Optional.of(ofFactory(type, factory.get(), time));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isOfJdk(String module) {
    return module.startsWith("java.") || module.startsWith("jdk.");
  }

  private static Optional<Method> factory(Class<?> type, String name, Class<?> taken) {
    try {
      Method method = type.getDeclaredMethod(name, taken);
      boolean fits =
          Modifier.isStatic(method.getModifiers())
              && Modifier.isPublic(method.getModifiers())
              && method.getReturnType() == type;
      return fits ? Optional.of(method) : Optional.empty();
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }

  private static Conversion ofFactory(Class<?> type, Method factory, boolean time)
      throws IllegalAccessException {
    MethodHandle handle =
        (time ? MethodHandles.lookup() : Access.into(type))
            .unreflect(factory)
            .asType(MethodType.methodType(Object.class, String.class));
    return time
        ? named("a " + type.getSimpleName() + ", as ISO 8601 has it", text -> call(handle, text))
        : new OwnType(type.getSimpleName(), handle);
  }

  /** A type of the application's; what it says about a text is for the client. */
  private record OwnType(String name, MethodHandle factory) implements Conversion {
    @Override
    public Object of(String text) throws Unfit {
      Object value;
      try {
        value = call(factory, text);
      } catch (RuntimeException unfit) {
        boolean isSaid = unfit instanceof IllegalArgumentException && unfit.getMessage() != null;
        throw isSaid ? new Unfit(Said.by(unfit)) : Unfit.isNot(text, "a " + name);
      }
      if (value == null) {
        throw Unfit.isNot(text, "a " + name);
      }
      return value;
    }
  }

  private static Object call(MethodHandle handle, String text) {
    try {
      return (Object) handle.invokeExact(text);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable checked) {
      throw new IllegalArgumentException(checked.getMessage(), checked);
    }
  }
}
