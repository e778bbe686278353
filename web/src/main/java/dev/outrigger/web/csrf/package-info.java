/**
 * Keeps pages of other sites from acting as the visitor.
 *
 * <p>{@link dev.outrigger.web.csrf.Csrf#standard} asks the browser, which tells with each request
 * who caused it. That is enough for pages of today's browsers. It costs nothing, and needs neither
 * session nor hidden fields. {@link dev.outrigger.web.csrf.Csrf#withTokens} adds what older
 * guidelines demand.
 *
 * <p>An API that takes JSON alone and reads it by {@code request.json} is safe from forms of other
 * sites without any of this, as these can't send {@code application/json}; and one that wants a
 * token in Authorization is, as browsers never add that by themselves. What is at risk is whatever
 * cookies, or logins of the browser as Basic's, give leave to.
 */
package dev.outrigger.web.csrf;
