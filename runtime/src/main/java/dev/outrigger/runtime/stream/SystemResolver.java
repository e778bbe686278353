package dev.outrigger.runtime.stream;

import dev.outrigger.runtime.Blocking;
import dev.outrigger.runtime.sync.Limiter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The JDK's resolver, which blocks the thread that asks it. */
final class SystemResolver implements Resolver {
  static final SystemResolver INSTANCE = new SystemResolver();
  private static final Limiter AT_ONCE = Limiter.of(16);

  private SystemResolver() {}

  @Override
  public List<InetAddress> resolve(String host) throws UnknownHostException, InterruptedException {
    if (mayBeLiteral(host)) {
      try {
        return List.of(InetAddress.ofLiteral(host));
      } catch (IllegalArgumentException aName) {
        // Then it is looked up.
      }
    }
    try {
      return Blocking.callOrAbandon(AT_ONCE, () -> List.of(InetAddress.getAllByName(host)));
    } catch (UnknownHostException e) {
      UnknownHostException unknown =
          new UnknownHostException("the host " + host + " has no address that could be found");
      unknown.initCause(e);
      throw unknown;
    } catch (RuntimeException | InterruptedException e) {
      throw e;
    } catch (Exception bug) {
      throw new IllegalStateException("looking up " + host + " failed", bug);
    }
  }

  private static boolean mayBeLiteral(String host) {
    return host.contains(":") || (!host.isEmpty() && Character.isDigit(host.charAt(0)));
  }
}
