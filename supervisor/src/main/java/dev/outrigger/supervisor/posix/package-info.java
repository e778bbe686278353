/**
 * What the JDK has no call for: descriptors, masks and accounts of the operating system. Written
 * for Linux, by its C library, be that glibc or musl.
 */
@NullMarked
package dev.outrigger.supervisor.posix;

import org.jspecify.annotations.NullMarked;
