package dev.outrigger.web.json;

import dev.outrigger.web.binding.Default;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;

/** Reads a component as usual, and takes its {@link Default} where JSON has nothing or null. */
final class DefaultedDeserializer extends ValueDeserializer<Object> {
  private final String text;
  private final JavaType type;
  private final @Nullable ValueDeserializer<Object> usual;

  DefaultedDeserializer(String text, JavaType type) {
    this(text, type, null);
  }

  private DefaultedDeserializer(
      String text, JavaType type, @Nullable ValueDeserializer<Object> usual) {
    this.text = text;
    this.type = type;
    this.usual = usual;
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, BeanProperty property) {
    return new DefaultedDeserializer(
        text, type, context.findContextualValueDeserializer(type, property));
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) {
    return usual(context).deserialize(parser, context);
  }

  @Override
  public Object getNullValue(DeserializationContext context) {
    return context.readTreeAsValue(DefaultNode.of(text, type.getRawClass()), type);
  }

  @Override
  public Object getAbsentValue(DeserializationContext context) {
    return getNullValue(context);
  }

  private ValueDeserializer<Object> usual(DeserializationContext context) {
    return usual == null ? context.findRootValueDeserializer(type) : usual;
  }
}
