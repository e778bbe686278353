/**
 * The listening sockets, which the arbiter owns and never accepts from: server processes come and
 * go, their sockets stay.
 */
@NullMarked
package dev.outrigger.supervisor.sockets;

import org.jspecify.annotations.NullMarked;
