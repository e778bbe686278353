/**
 * HTTP/2: a session for each connection, a carrier for each of its streams, and around Netty's
 * codec what it forgives. {@link dev.outrigger.http.http2.SessionHandler} is the way in.
 */
@NullMarked
package dev.outrigger.http.http2;

import org.jspecify.annotations.NullMarked;
