package dev.outrigger.web.sessions;

import dev.outrigger.web.headers.SameSite;
import dev.outrigger.web.headers.SetCookie;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie of a session.
 *
 * @param persistent whether it outlives the browser's window
 * @param secure whether it goes over TLS alone even if this request came without
 */
record SessionCookie(
    String name,
    String path,
    Optional<String> domain,
    SameSite sameSite,
    boolean persistent,
    boolean secure) {

  /** Checks that it can be written. */
  SessionCookie {
    SetCookie checked = SetCookie.of(name, "").path(path);
    SetCookie _ = domain.isPresent() ? checked.domain(domain.get()) : checked;
  }

  static SessionCookie standard() {
    return new SessionCookie("session", "/", Optional.empty(), SameSite.LAX, false, false);
  }

  SessionCookie withName(String other) {
    return new SessionCookie(other, path, domain, sameSite, persistent, secure);
  }

  SessionCookie withPath(String other) {
    return new SessionCookie(name, other, domain, sameSite, persistent, secure);
  }

  SessionCookie withDomain(String other) {
    return new SessionCookie(name, path, Optional.of(other), sameSite, persistent, secure);
  }

  SessionCookie withSameSite(SameSite other) {
    return new SessionCookie(name, path, domain, other, persistent, secure);
  }

  SessionCookie asPersistent() {
    return new SessionCookie(name, path, domain, sameSite, true, secure);
  }

  SessionCookie asSecure() {
    return new SessionCookie(name, path, domain, sameSite, persistent, true);
  }

  SetCookie with(String value, boolean overTls, Duration left) {
    SetCookie cookie = placed(SetCookie.of(name, value), overTls);
    return persistent ? cookie.maxAge(left) : cookie;
  }

  SetCookie forgotten(boolean overTls) {
    return placed(SetCookie.expired(name), overTls);
  }

  private SetCookie placed(SetCookie bare, boolean overTls) {
    SetCookie cookie = bare.path(path).httpOnly().sameSite(sameSite);
    cookie = domain.isPresent() ? cookie.domain(domain.get()) : cookie;
    return overTls || secure ? cookie.secure() : cookie;
  }
}
