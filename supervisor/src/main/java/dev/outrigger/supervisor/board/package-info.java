/** What a server process tells of itself without being asked: a file in memory that both map. */
@NullMarked
package dev.outrigger.supervisor.board;

import org.jspecify.annotations.NullMarked;
