/** Other servers on the JVM, each doing the same work. */
@NullMarked
package dev.outrigger.bench.servers;

import org.jspecify.annotations.NullMarked;
