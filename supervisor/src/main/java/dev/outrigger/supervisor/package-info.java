/**
 * Several server processes behind one port, reloaded without losing a request: what gunicorn is to
 * Python.
 *
 * <p>The process that a {@link dev.outrigger.supervisor.host.Station} runs in, the arbiter, owns
 * the listening sockets and accepts from none of them. Server processes get them by descriptor once
 * their application has answered its probe, and leave when the next ones have them too. So the
 * sockets never close, and whoever waits in their lines is served.
 */
@NullMarked
package dev.outrigger.supervisor;

import org.jspecify.annotations.NullMarked;
