/**
 * Requests and answers as HTTP/2 and HTTP/3 carry them, fields and nothing else: what they must
 * hold to, and how they become the heads that {@link dev.outrigger.http.exchange} knows. Nothing of
 * frames, streams and connections.
 */
@NullMarked
package dev.outrigger.http.fields;

import org.jspecify.annotations.NullMarked;
