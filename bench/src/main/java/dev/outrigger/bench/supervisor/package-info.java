/** Several server processes and their supervisor, beside those of others. */
@NullMarked
package dev.outrigger.bench.supervisor;

import org.jspecify.annotations.NullMarked;
