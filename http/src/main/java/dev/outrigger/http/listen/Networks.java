package dev.outrigger.http.listen;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A set of networks.
 *
 * <p>Threading: immutable.
 */
public final class Networks {
  private final List<Network> networks;

  private Networks(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * These networks.
   *
   * @param networks each an address ({@code 10.1.2.3}, {@code ::1}) or an address and the length of
   *     its prefix ({@code 10.0.0.0/8}, {@code fd00::/8})
   * @throws IllegalArgumentException naming the one that is written wrongly
   */
  public static Networks of(String... networks) {
    return new Networks(Stream.of(networks).map(Network::parse).toList());
  }

  /** Whether the address is in one of them. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    for (Network network : networks) {
      if (network.contains(bytes)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return networks.toString();
  }

  private record Network(String written, InetAddress address, int prefix) {

    static Network parse(String written) {
      int slash = written.indexOf('/');
      String host = slash < 0 ? written : written.substring(0, slash);
      InetAddress address =
          Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(host))
              .orElseThrow(() -> wrong(written));
      int longest = address.getAddress().length * 8;
      int prefix = slash < 0 ? longest : prefix(written, slash, longest);
      return new Network(written, address, prefix);
    }

    private static int prefix(String written, int slash, int longest) {
      String digits = written.substring(slash + 1);
      if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(Character::isDigit)) {
        throw wrong(written);
      }
      int prefix = Integer.parseInt(digits);
      if (prefix > longest) {
        throw wrong(written);
      }
      return prefix;
    }

    private static IllegalArgumentException wrong(String written) {
      return new IllegalArgumentException(
          "'" + written + "' is no network: write it as 10.0.0.0/8, fd00::/8 or 10.1.2.3");
    }

    boolean contains(byte[] other) {
      byte[] ours = address.getAddress();
      if (other.length != ours.length) {
        return false;
      }
      int whole = prefix / 8;
      for (int i = 0; i < whole; i++) {
        if (other[i] != ours[i]) {
          return false;
        }
      }
      int rest = prefix % 8;
      return rest == 0 || ((other[whole] ^ ours[whole]) & 0xff) >> (8 - rest) == 0;
    }

    @Override
    public String toString() {
      return written;
    }
  }
}
