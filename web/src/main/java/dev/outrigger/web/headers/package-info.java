/**
 * What header fields say, as values: media types, preferences, entity tags, dates, ranges, cookies.
 *
 * <p>All types are immutable, and all functions are pure and linear in the length of what they
 * read. What a client sends and can't be read is a {@link
 * dev.outrigger.web.headers.MalformedFieldException}, which answers 400 by itself, or is passed
 * over where the RFC wants that; each type says which. What a program writes wrongly is an {@link
 * IllegalArgumentException}.
 */
package dev.outrigger.web.headers;
