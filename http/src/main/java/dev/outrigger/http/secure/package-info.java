/** TLS at work: contexts that are exchanged while connections come, and the way to them. */
@NullMarked
package dev.outrigger.http.secure;

import org.jspecify.annotations.NullMarked;
