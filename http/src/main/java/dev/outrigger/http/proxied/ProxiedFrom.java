package dev.outrigger.http.proxied;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What a proxy says of a connection; told along the pipeline, before what the client sends.
 *
 * @param client whom it brings; empty if it speaks for itself, or does not know
 */
public record ProxiedFrom(Optional<InetSocketAddress> client) {}
