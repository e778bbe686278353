package dev.outrigger.http.proxied;

import io.netty.buffer.ByteBuf;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Version 1: one line, as {@code PROXY TCP4 192.0.2.7 192.0.2.1 56324 443}. */
final class TextHeader {
  /** With the end of the line, as the specification counts. */
  private static final int LONGEST = 107;

  private static final Pattern KNOWN =
      Pattern.compile(
          "PROXY TCP([46]) ([0-9A-Fa-f.:]{2,39}) ([0-9A-Fa-f.:]{2,39})"
              + " (0|[1-9][0-9]{0,4}) (0|[1-9][0-9]{0,4})");
  private static final Pattern UNKNOWN = Pattern.compile("PROXY UNKNOWN( [ -~]*)?");

  private TextHeader() {}

  static Optional<ProxiedFrom> parse(ByteBuf in) {
    int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
    int length = (end < 0 ? in.writerIndex() : end + 1) - in.readerIndex();
    if (length > LONGEST) {
      throw new MalformedProxyHeaderException("its line is longer than " + LONGEST + " bytes");
    }
    if (end < 0) {
      return Optional.empty();
    }
    if (in.getByte(end - 1) != '\r') {
      throw new MalformedProxyHeaderException("its line does not end with CR LF");
    }
    String line = in.toString(in.readerIndex(), length - 2, StandardCharsets.ISO_8859_1);
    Optional<ProxiedFrom> header = Optional.of(parse(line));
    in.skipBytes(length);
    return header;
  }

  private static ProxiedFrom parse(String line) {
    Matcher known = KNOWN.matcher(line);
    if (known.matches()) {
      boolean four = known.group(1).equals("4");
      InetSocketAddress client = address(four, known.group(2), known.group(4));
      var _ = address(four, known.group(3), known.group(5));
      return new ProxiedFrom(Optional.of(client));
    }
    if (UNKNOWN.matcher(line).matches()) {
      return new ProxiedFrom(Optional.empty());
    }
    throw new MalformedProxyHeaderException("its line is written wrongly");
  }

  private static InetSocketAddress address(boolean four, String host, String port) {
    boolean sound = four ? NetUtil.isValidIpV4Address(host) : NetUtil.isValidIpV6Address(host);
    InetAddress address = sound ? NetUtil.createInetAddressFromIpAddressString(host) : null;
    int number = Integer.parseInt(port);
    // An IPv4 address in the clothes of IPv6 is one to the JDK, and good for TCP6.
    if (address == null || (four && !(address instanceof Inet4Address)) || number > 0xffff) {
      throw new MalformedProxyHeaderException("an address or a port is wrong");
    }
    return new InetSocketAddress(address, number);
  }
}
