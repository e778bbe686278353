/**
 * Who is at the other end of a connection, and addresses as people write them. Knows the JDK's
 * types and Netty's, and nothing of HTTP.
 */
@NullMarked
package dev.outrigger.http.peer;

import org.jspecify.annotations.NullMarked;
