package dev.outrigger.web.endpoints;

import dev.outrigger.web.binding.Default;
import dev.outrigger.web.forms.UploadedFile;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes arguments of text, simple ones and records of such. */
final class Values {
  private Values() {}

  static boolean isSimple(Slot slot) throws IllegalAccessException {
    return conversion(Arity.of(slot.type()).element(slot.type())).isPresent();
  }

  private static Optional<Conversion> conversion(Type type) throws IllegalAccessException {
    return type instanceof Class<?> plain ? Conversions.to(plain) : Optional.empty();
  }

  /** What a slot gets from a place, under the name that was said, or its own. */
  static Argument of(Slot slot, Place place, String said) throws IllegalAccessException {
    Optional<Argument> one = single(slot, place, said);
    if (one.isPresent()) {
      return one.get();
    }
    if (slot.type() instanceof Class<?> type && type.isRecord() && place != Place.PATH) {
      return record(slot, type, place);
    }
    throw slot.refusal(
        "is of the type "
            + slot.type().getTypeName()
            + ", which can't be made of text; see the list of simple types at"
            + " dev.outrigger.web.binding");
  }

  private static Optional<Argument> single(Slot slot, Place place, String said)
      throws IllegalAccessException {
    Arity arity = Arity.of(slot.type());
    Type type = arity.element(slot.type());
    if (slot.nullable() && type instanceof Class<?> plain && plain.isPrimitive()) {
      throw slot.refusal("is a " + type + ", which can't be null; write @Default, or a class");
    }
    if (place == Place.FORM && type == UploadedFile.class && arity != Arity.SET) {
      return Optional.of(new FileArgument(slot.nameOr(said), arity, slot.nullable()));
    }
    Optional<Conversion> conversion = conversion(type);
    if (conversion.isEmpty()) {
      return Optional.empty();
    }
    if (arity.isMany() && place == Place.COOKIE) {
      throw slot.refusal("is a list, but there is one cookie of a name");
    }
    String name = slot.nameOr(said);
    if (place == Place.HEADER && said.isEmpty()) {
      name = Inputs.hyphenated(name);
    }
    return Optional.of(
        new TextArgument(
            place,
            name,
            conversion.get(),
            arity,
            slot.nullable(),
            otherwise(slot, arity, conversion.get())));
  }

  private static @Nullable Object otherwise(Slot slot, Arity arity, Conversion conversion) {
    Optional<String> said = slot.said(Default.class, Default::value);
    if (said.isEmpty()) {
      return null;
    }
    if (arity != Arity.ONE) {
      throw slot.refusal("has a @Default, but is none of one value");
    }
    try {
      return conversion.of(said.get());
    } catch (Conversion.Unfit unfit) {
      throw slot.refusal("has a @Default that does not fit: " + unfit.getMessage());
    }
  }

  private static Argument record(Slot slot, Class<?> type, Place place)
      throws IllegalAccessException {
    if (slot.nullable() || slot.has(Default.class)) {
      throw slot.refusal("is a record of values; say of each component whether it is optional");
    }
    RecordComponent[] parts = type.getRecordComponents();
    Argument[] components = new Argument[parts.length];
    for (int i = 0; i < parts.length; i++) {
      Slot part = Slot.of(parts[i]);
      String said = place.said(part).orElse("");
      components[i] =
          single(part, place, said)
              .orElseThrow(() ->
                  part.refusal(
                      "is of the type "
                          + part.type().getTypeName()
                          + ", which can't be made of text, as "
                          + slot.where()
                          + " demands"));
    }
    return new RecordArgument(
        type, place, slot.name(), List.of(components), constructor(type, parts));
  }

  private static MethodHandle constructor(Class<?> type, RecordComponent[] parts)
      throws IllegalAccessException {
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return Access.into(type)
          .unreflectConstructor(type.getDeclaredConstructor(types))
          .asSpreader(Object[].class, types.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (NoSuchMethodException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
