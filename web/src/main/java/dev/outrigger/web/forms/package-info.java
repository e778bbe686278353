/**
 * What HTML forms send.
 *
 * <ul>
 *   <li>{@link dev.outrigger.web.forms.FormData}: {@code application/x-www-form-urlencoded}, and
 *       queries;
 *   <li>{@link dev.outrigger.web.forms.MultipartForm}: {@code multipart/form-data} as a whole, with
 *       large files on disk;
 *   <li>{@link dev.outrigger.web.forms.Multipart}: the same part by part, as it comes from the
 *       client, none of it ever whole in memory.
 * </ul>
 *
 * <p>What a client sends wrongly is a {@link dev.outrigger.web.Problem}: 400 if it is malformed,
 * 413 if it is above a limit, which the detail names, 415 if it is something else than a form.
 */
package dev.outrigger.web.forms;
