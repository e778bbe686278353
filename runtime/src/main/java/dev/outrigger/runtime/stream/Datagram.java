package dev.outrigger.runtime.stream;

import java.net.InetSocketAddress;

/**
 * One packet of UDP.
 *
 * @param bytes what is in it; not copied, so whoever changes them changes them here too
 * @param peer who sent it, or who shall get it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Datagram(byte[] bytes, InetSocketAddress peer) {}
