/**
 * Files and other contents that have versions: with their type, conditional requests and ranges.
 *
 * <ul>
 *   <li>{@link dev.outrigger.web.files.StaticFiles}: a folder, or resources of the class path,
 *       under a path of the application;
 *   <li>{@link dev.outrigger.web.files.FileAnswer}: one file as the answer of a handler, to show or
 *       to download;
 *   <li>{@link dev.outrigger.web.files.Content}: the same for bytes in memory.
 * </ul>
 *
 * <pre>{@code
 * app.files("/static", StaticFiles.of(Path.of("public")).maxAge(Duration.ofHours(1)));
 * app.get("/report", request -> FileAnswer.of(report).downloadAs("Report 2026.pdf").answer(request));
 * }</pre>
 *
 * <p>Disks are read beside the loops. What is sent breaks off if its file shrinks meanwhile.
 */
package dev.outrigger.web.files;
