/**
 * One request and its answer, whatever the version: the handler's task on one side, a {@link
 * dev.outrigger.http.exchange.Lane} to the client on the other. Knows the API and no protocol.
 */
@NullMarked
package dev.outrigger.http.exchange;

import org.jspecify.annotations.NullMarked;
