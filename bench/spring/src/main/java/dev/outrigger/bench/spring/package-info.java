/** Spring Boot, serving the same site in its own usual way. */
@NullMarked
package dev.outrigger.bench.spring;

import org.jspecify.annotations.NullMarked;
