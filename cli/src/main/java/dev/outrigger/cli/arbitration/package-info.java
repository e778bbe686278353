/** An arbiter in the foreground: its signals, its names on the disk and its reloads. */
@NullMarked
package dev.outrigger.cli.arbitration;

import org.jspecify.annotations.NullMarked;
