/**
 * What a client is waited for, and how long: its header, its body, that it takes its answer, that
 * it goes. Measures; whoever asks it acts.
 */
@NullMarked
package dev.outrigger.http.pace;

import org.jspecify.annotations.NullMarked;
