/** Web frameworks on the JVM, each serving the same site in its own usual way. */
@NullMarked
package dev.outrigger.bench.frameworks;

import org.jspecify.annotations.NullMarked;
