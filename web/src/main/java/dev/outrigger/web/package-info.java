/**
 * Web applications: an {@link dev.outrigger.web.Application} declares routes, each with a {@link
 * dev.outrigger.web.Handler}, and a {@link dev.outrigger.web.WebServer} runs it.
 *
 * <pre>{@code
 * void main() throws Exception {
 *   WebServer.serve(app -> app.get("/hello/{name}", r -> "Hello " + r.path("name")), 8080);
 * }
 * }</pre>
 *
 * <p>{@link dev.outrigger.web.Middleware} stands around handlers; applications are mounted in
 * others by {@link dev.outrigger.web.App#mount}.
 *
 * <p>What a handler throws becomes an answer, always as {@code application/problem+json}:
 *
 * <ul>
 *   <li>what the application handles itself: see {@link dev.outrigger.web.App#onFailure};
 *   <li>a {@link dev.outrigger.web.Problem}, thrown in the handler or in its pool task: its own
 *       status;
 *   <li>a refused body ({@link dev.outrigger.http.HttpException}): its own status, such as 413;
 *   <li>a worker process that died or ran out of memory: 502, with {@code cause}, {@code delivery}
 *       and an {@code id} under which the log names the task;
 *   <li>a deadline of a task or a scope: 504;
 *   <li>a full queue: 503 with {@code Retry-After}; no worker, or a server that stops: 503;
 *   <li>anything else is a bug: 500 with an id under which the log has the stack.
 * </ul>
 */
package dev.outrigger.web;
