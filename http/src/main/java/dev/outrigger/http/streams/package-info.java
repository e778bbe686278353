/**
 * What HTTP/2 and HTTP/3 share: many requests on one connection, each with a stream of its own. A
 * {@link dev.outrigger.http.streams.Call} is one request and its answer; what differs between the
 * protocols is its {@link dev.outrigger.http.streams.Carrier}.
 */
@NullMarked
package dev.outrigger.http.streams;

import org.jspecify.annotations.NullMarked;
