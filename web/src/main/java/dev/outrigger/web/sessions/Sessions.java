package dev.outrigger.web.sessions;

import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.headers.Cookies;
import dev.outrigger.web.headers.SameSite;
import dev.outrigger.web.secrets.Secrets;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives requests a {@link Session}: {@code app.use(Sessions.inCookie(secret).encrypted())}.
 *
 * <p>A cookie is set when the session has changed, and to note that it is in use, at most ten times
 * in its idle time. It is hidden from scripts, not sent with requests that other sites cause, and
 * over TLS for TLS alone. One that is forged, too old or can't be read is a new, empty session, and
 * a line of the log at debug. Answers for which the session was asked vary by cookie, and shared
 * caches don't keep those that set one.
 *
 * <p>Requests of one session may run at once. In a store, the last to change a value wins, value by
 * value; a cookie is whole, so there the last answer wins with all that it has. Besides, a cookie
 * can be sent again after a logout by who has copied it, until it is too old: take a store where
 * that matters.
 *
 * <p>Immutable; each option makes a copy.
 */
public final class Sessions implements Middleware {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");
  private static final JsonMapper STANDARD_JSON = JsonMapper.builder().build();

  private final Place place;
  private final SessionCookie cookie;
  private final Lifetimes lifetimes;
  private final JsonMapper json;
  private final Keeper keeper;

  private Sessions(Place place, SessionCookie cookie, Lifetimes lifetimes, JsonMapper json) {
    this.place = place;
    this.cookie = cookie;
    this.lifetimes = lifetimes;
    this.json = json;
    this.keeper = place.keeper(lifetimes, cookie.name());
  }

  private static Sessions in(Place place) {
    var lifetimes = new Lifetimes(Duration.ofDays(1), Duration.ofDays(14), InstantSource.system());
    return new Sessions(place, SessionCookie.standard(), lifetimes, STANDARD_JSON);
  }

  /**
   * Keeps sessions in the cookie, signed: visitors can read theirs, but not change it. Up to 4096
   * characters in all.
   *
   * @param newest a secret of at least 32 random characters; see {@link Secrets}
   * @param older secrets that still count, until all cookies have been renewed
   */
  public static Sessions inCookie(String newest, String... older) {
    return inCookie(Secrets.of(newest, older));
  }

  /** The same with secrets that are used for more. */
  public static Sessions inCookie(Secrets secrets) {
    return in(new Place.InCookie(secrets, false));
  }

  /** Keeps sessions in a store, up to 64 KiB each, and a random id in the cookie. */
  public static Sessions stored(SessionStore store) {
    return in(new Place.InStore(store, 64 * 1024));
  }

  /**
   * Hides what is in the cookie from visitors too.
   *
   * @throws IllegalStateException if nothing but an id is there
   */
  public Sessions encrypted() {
    return new Sessions(place.encrypted(), cookie, lifetimes, json);
  }

  /**
   * How much a stored session holds, in characters of JSON. Default: 65536.
   *
   * @throws IllegalStateException if sessions are in cookies, which have the limit of browsers
   */
  public Sessions limit(int characters) {
    return new Sessions(place.limit(characters), cookie, lifetimes, json);
  }

  /** How long a session lives without being used. Default: a day. */
  public Sessions idle(Duration time) {
    Duration idle = Lifetimes.requirePositive("The idle time", time);
    return with(new Lifetimes(idle, lifetimes.whole(), lifetimes.clock()));
  }

  /** How long a session lives in all, from its beginning or renewal. Default: 14 days. */
  public Sessions lifetime(Duration time) {
    Duration whole = Lifetimes.requirePositive("The lifetime", time);
    return with(new Lifetimes(lifetimes.idle(), whole, lifetimes.clock()));
  }

  /** Tells the time by another clock. */
  public Sessions clock(InstantSource clock) {
    return with(new Lifetimes(lifetimes.idle(), lifetimes.whole(), clock));
  }

  /** Reads and writes values by this mapper instead of one with Jackson's defaults. */
  public Sessions json(JsonMapper mapper) {
    return new Sessions(place, cookie, lifetimes, mapper);
  }

  /** The cookie's name, as {@code __Host-id}. Default: {@code session}. */
  public Sessions named(String name) {
    return with(cookie.withName(name));
  }

  /** For this path and those below it. Default: {@code /}. */
  public Sessions path(String path) {
    return with(cookie.withPath(path));
  }

  /** For all hosts of this domain. Default: for the very host alone. */
  public Sessions domain(String domain) {
    return with(cookie.withDomain(domain));
  }

  /** Whether requests that other sites cause bring the cookie. Default: {@link SameSite#LAX}. */
  public Sessions sameSite(SameSite site) {
    return with(cookie.withSameSite(site));
  }

  /** Has browsers keep the cookie when they are closed, for as long as the session may live. */
  public Sessions persistent() {
    return with(cookie.asPersistent());
  }

  /** Over TLS alone, even if this server does not see that it is there. */
  public Sessions secure() {
    return with(cookie.asSecure());
  }

  private Sessions with(SessionCookie changed) {
    return new Sessions(place, changed, lifetimes, json);
  }

  private Sessions with(Lifetimes changed) {
    return new Sessions(place, cookie, changed, json);
  }

  @Override
  public Response around(Request request, Next next) {
    Instant now = lifetimes.now();
    var session = new Session(() -> read(request, now), keeper, json);
    request.attach(Session.KEY, session);
    Response answer = next.handle(request);
    Optional<Work> work = session.end();
    return work.isPresent() ? kept(request, answer, work.get(), now) : answer;
  }

  private Work read(Request request, Instant now) {
    Optional<String> sent =
        Cookies.parse(request.headers()).value(cookie.name()).filter(value -> !value.isEmpty());
    Optional<SessionData> found = sent.flatMap(value -> keeper.find(value, now));
    if (sent.isPresent() && found.isEmpty()) {
      LOG.log(
          Level.DEBUG,
          () ->
              request
                  + ": the cookie \""
                  + cookie.name()
                  + "\" is forged, too old or of no known session; a new session begins");
    }
    return new Work(sent.filter(_ -> found.isPresent()), found);
  }

  private Response kept(Request request, Response answer, Work work, Instant now) {
    Response varying = answer.header("Vary", "Cookie");
    boolean overTls = request.isSecure();
    return switch (keeper.keep(work, now)) {
      case Keeper.Kept.AsItWas _ -> varying;
      case Keeper.Kept.Nowhere _ -> withCookie(varying, cookie.forgotten(overTls).toString());
      case Keeper.Kept.In(String value, Instant created) -> {
        Duration left = Duration.between(now, lifetimes.expiry(created, now));
        yield withCookie(varying, cookie.with(value, overTls, left).toString());
      }
    };
  }

  private static Response withCookie(Response answer, String field) {
    Response set = answer.header("Set-Cookie", field);
    return answer.header("Cache-Control").isPresent()
        ? set
        : set.header("Cache-Control", "private");
  }
}
