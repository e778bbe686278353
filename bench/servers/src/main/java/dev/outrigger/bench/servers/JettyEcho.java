package dev.outrigger.bench.servers;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** Sends back each text; Jetty's own code calls it, so it is public. */
public final class JettyEcho implements Session.Listener.AutoDemanding {
  private @Nullable Session session;

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
  }

  @Override
  public void onWebSocketText(String text) {
    if (session != null) {
      session.sendText(text, Callback.NOOP);
    }
  }
}
