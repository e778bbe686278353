/** The PROXY protocol, versions 1 and 2. */
@NullMarked
package dev.outrigger.http.proxied;

import org.jspecify.annotations.NullMarked;
