/**
 * {@link dev.outrigger.web.compression.Compression}: answers go out shorter to clients that can
 * read them so.
 */
package dev.outrigger.web.compression;
