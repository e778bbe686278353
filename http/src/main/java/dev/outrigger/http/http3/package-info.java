/**
 * HTTP/3 over QUIC: a session for each connection, a carrier for each of its streams, and what
 * Netty's codecs leave open. {@link dev.outrigger.http.http3.Http3Listener} is the way in; nothing
 * of this package is touched unless somebody turns HTTP/3 on, for its libraries are optional.
 */
@NullMarked
package dev.outrigger.http.http3;

import org.jspecify.annotations.NullMarked;
