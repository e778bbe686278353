package dev.outrigger.web.headers;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * A cookie of an answer. Each change makes a copy:
 *
 * <pre>{@code
 * SetCookie.of("id", "x").path("/").httpOnly().secure().sameSite(SameSite.LAX)
 * }</pre>
 *
 * <p>What browsers would refuse can't be written. Where they want a cookie to be secure, it is:
 * with {@link SameSite#NONE}, {@link #partitioned()}, and a name with {@code __Secure-} or {@code
 * __Host-} in front. The latter has the path {@code /} too, and may not have another or a domain.
 */
public final class SetCookie {
  private static final String NOTHING = "";

  private final String name;
  private final String value;
  // name, value, name, value, ...
  private final String[] attributes;

  private SetCookie(String name, String value, String[] attributes) {
    this.name = name;
    this.value = value;
    this.attributes = attributes;
  }

  /**
   * A cookie that the browser forgets when it is closed.
   *
   * @throws IllegalArgumentException if the name is no token, the value has a character that
   *     cookies can't have, or both are too long together
   */
  public static SetCookie of(String name, String value) {
    CookieRules.checkName(name);
    CookieRules.checkValue(name, value);
    SetCookie cookie = new SetCookie(name, value, new String[0]);
    if (CookieRules.isHost(name)) {
      return cookie.path("/").secure();
    }
    return CookieRules.isSecure(name) ? cookie.secure() : cookie;
  }

  /** Makes the browser forget the cookie; path and domain must be those with which it was set. */
  public static SetCookie expired(String name) {
    return of(name, "").maxAge(Duration.ZERO).expires(Instant.EPOCH);
  }

  /**
   * This cookie for this path and those below it alone.
   *
   * @throws IllegalArgumentException if it does not begin with {@code /}, has a semicolon or what
   *     is not ASCII, or the name does not allow it
   */
  public SetCookie path(String path) {
    CookieRules.checkPath(name, path);
    return with("Path", path);
  }

  /**
   * This cookie for a domain and all below it; without, it is for the very host alone.
   *
   * @throws IllegalArgumentException if it is no name of a host, or the cookie's name does not
   *     allow it
   */
  public SetCookie domain(String domain) {
    CookieRules.checkDomain(name, domain);
    return with("Domain", Tokens.lower(domain));
  }

  /**
   * This cookie, to be kept for so long; parts of a second count as a whole one. Browsers keep none
   * for more than 400 days.
   *
   * @throws IllegalArgumentException if it is less than zero
   */
  public SetCookie maxAge(Duration age) {
    if (age.isNegative()) {
      throw new IllegalArgumentException(
          "the cookie '"
              + name
              + "' can't be kept for "
              + age
              + ": to have it forgotten, take SetCookie.expired");
    }
    return with("Max-Age", Long.toString(WholeSeconds.up(age)));
  }

  /** This cookie, to be kept until then; {@link #maxAge} goes before it. */
  public SetCookie expires(Instant moment) {
    return with("Expires", HttpDate.format(moment));
  }

  /** This cookie, to be sent over TLS alone. */
  public SetCookie secure() {
    return with("Secure", NOTHING);
  }

  /** This cookie, hidden from scripts. */
  public SetCookie httpOnly() {
    return with("HttpOnly", NOTHING);
  }

  /** This cookie, with or without requests that other sites cause. */
  public SetCookie sameSite(SameSite site) {
    SetCookie cookie = site == SameSite.NONE ? secure() : this;
    return cookie.with("SameSite", site.toString());
  }

  /** This cookie, kept apart for each site in which ours is embedded. */
  public SetCookie partitioned() {
    return secure().with("Partitioned", NOTHING);
  }

  private SetCookie with(String attribute, String text) {
    int at = 0;
    while (at < attributes.length && !attributes[at].equals(attribute)) {
      at += 2;
    }
    String[] more = Arrays.copyOf(attributes, Math.max(attributes.length, at + 2));
    more[at] = attribute;
    more[at + 1] = text;
    return new SetCookie(name, value, more);
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The value. */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SetCookie that
        && name.equals(that.name)
        && value.equals(that.value)
        && Arrays.equals(attributes, that.attributes);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + value.hashCode();
  }

  /** The value of the field Set-Cookie. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(96).append(name).append('=').append(value);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append("; ").append(attributes[i]);
      if (!attributes[i + 1].isEmpty()) {
        text.append('=').append(attributes[i + 1]);
      }
    }
    return text.toString();
  }
}
