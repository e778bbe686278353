package dev.outrigger.http;

import java.net.InetSocketAddress;

/** The server could not listen on its address. */
public final class BindFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final InetSocketAddress address;
  private final boolean addressInUse;

  BindFailedException(InetSocketAddress address, String reason, boolean addressInUse) {
    super(
        "cannot listen on "
            + Addresses.text(address)
            + ": "
            + (addressInUse
                ? "the port is taken by another program; stop that one or choose another port"
                : reason));
    this.address = address;
    this.addressInUse = addressInUse;
  }

  /** The address that was asked for. */
  public InetSocketAddress address() {
    return address;
  }

  /** Whether another program listens there. */
  public boolean addressInUse() {
    return addressInUse;
  }
}
