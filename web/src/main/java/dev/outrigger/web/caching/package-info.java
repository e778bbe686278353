/**
 * What clients, caches and the server itself keep: {@link dev.outrigger.web.caching.ETags} names
 * versions of answers that handlers make anew each time, {@link
 * dev.outrigger.web.caching.CacheHeaders} says how long answers hold, {@link
 * dev.outrigger.web.caching.SharedResults} computes once what many ask for.
 */
package dev.outrigger.web.caching;
