package dev.outrigger.web.json;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Addresses of the network in JSON, written in numbers. Jackson would look a name up, so a client
 * could have this machine ask any name server, and the loop wait for it.
 */
final class LiteralAddresses extends ValueDeserializer<InetAddress> {

  static SimpleModule module() {
    return new SimpleModule("literal-addresses")
        .addDeserializer(InetAddress.class, new LiteralAddresses())
        .addDeserializer(InetSocketAddress.class, new WithPort());
  }

  // A number is no text, nor an address: 7 would be 0.0.0.7.
  private static String text(JsonParser parser) {
    return parser.hasToken(JsonToken.VALUE_STRING) ? parser.getString() : "";
  }

  @Override
  public InetAddress deserialize(JsonParser parser, DeserializationContext context) {
    String text = text(parser);
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException noLiteral) {
      return (InetAddress)
          context.handleWeirdStringValue(InetAddress.class, text, "it is no address in numbers");
    }
  }

  /** {@code 127.0.0.1:80}, {@code [::1]:80}. */
  private static final class WithPort extends ValueDeserializer<InetSocketAddress> {
    @Override
    public InetSocketAddress deserialize(JsonParser parser, DeserializationContext context) {
      String text = text(parser);
      int colon = text.lastIndexOf(':');
      try {
        String host = text.substring(0, Math.max(0, colon));
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new InetSocketAddress(
            InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host),
            Integer.parseInt(text.substring(colon + 1)));
      } catch (IllegalArgumentException noLiteral) {
        return (InetSocketAddress)
            context.handleWeirdStringValue(
                InetSocketAddress.class, text, "it is no address in numbers with a port");
      }
    }
  }
}
