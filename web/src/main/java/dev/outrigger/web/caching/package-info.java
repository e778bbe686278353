/**
 * What clients and caches keep: {@link dev.outrigger.web.caching.ETags} names versions of answers
 * that handlers make anew each time, {@link dev.outrigger.web.caching.CacheHeaders} says how long
 * answers hold.
 */
package dev.outrigger.web.caching;
