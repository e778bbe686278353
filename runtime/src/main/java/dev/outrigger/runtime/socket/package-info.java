/** What the HTTP server shares with the streams of this module; not for others. */
@NullMarked
package dev.outrigger.runtime.socket;

import org.jspecify.annotations.NullMarked;
