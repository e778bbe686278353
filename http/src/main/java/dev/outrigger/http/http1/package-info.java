/**
 * HTTP/1.1, from the first byte of a request to the end of the connection. Everything here is one
 * connection's, on its loop; {@link dev.outrigger.http.http1.ConnectionHandler} is the way in.
 */
@NullMarked
package dev.outrigger.http.http1;

import org.jspecify.annotations.NullMarked;
