package dev.outrigger.pool.link;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.ProtocolException;
import java.util.function.Consumer;

/** Decides on the first frame of a new connection whether to let it in. */
public interface Reception {
  /** Takes the connection and gives it a listener, or refuses with the reason. */
  Listener admit(Connection connection, Frame hello) throws ProtocolException;

  /** Hears of each connection that was refused. */
  Consumer<String> refusals();
}
