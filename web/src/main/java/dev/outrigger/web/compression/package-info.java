/**
 * {@link dev.outrigger.web.compression.Compression}: answers go out shorter to clients that can
 * read them so. {@link dev.outrigger.web.compression.Decompression}: bodies of requests come in as
 * they were before they were made shorter.
 */
package dev.outrigger.web.compression;
