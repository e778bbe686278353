/**
 * The way from a listener to HTTP: who is let in, the PROXY header, TLS, and which version a client
 * speaks. Knows both versions, and leaves a connection to one of them.
 */
@NullMarked
package dev.outrigger.http.entrance;

import org.jspecify.annotations.NullMarked;
