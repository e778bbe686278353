/**
 * Who asks, and whether they may: {@link dev.outrigger.web.auth.BasicAuth} and {@link
 * dev.outrigger.web.auth.BearerAuth} find the {@link dev.outrigger.web.auth.User}, {@link
 * dev.outrigger.web.auth.Auth} asks for rights.
 */
package dev.outrigger.web.auth;
