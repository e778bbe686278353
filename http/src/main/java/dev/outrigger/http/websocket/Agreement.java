package dev.outrigger.http.websocket;

import java.util.Optional;

/** What both sides said in the handshake. */
record Agreement(Optional<String> subprotocol, Optional<Deflate> deflate) {}
