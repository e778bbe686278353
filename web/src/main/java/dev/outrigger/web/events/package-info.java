/**
 * Server-sent events: a stream of small texts to a page that reconnects by itself. See {@link
 * dev.outrigger.web.Request#events}.
 */
package dev.outrigger.web.events;
