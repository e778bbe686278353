/**
 * Web applications: an {@link dev.outrigger.web.Application} declares routes, each with a {@link
 * dev.outrigger.web.Handler}, and a {@link dev.outrigger.web.WebServer} runs it.
 *
 * <pre>{@code
 * void main() throws Exception {
 *   WebServer.serve(app -> app.get("/hello/{name}", r -> "Hello " + r.path("name")), 8080);
 * }
 * }</pre>
 */
package dev.outrigger.web;
