package dev.outrigger.web.sessions;

import dev.outrigger.web.secrets.Seal;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/** Keeps sessions in a store, and a random id in the cookie. An id that we did not make is none. */
final class StoreKeeper implements Keeper {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 24;

  private final SessionStore store;
  private final Lifetimes lifetimes;
  private final int limit;

  StoreKeeper(SessionStore store, Lifetimes lifetimes, int limit) {
    this.store = store;
    this.lifetimes = lifetimes;
    this.limit = limit;
  }

  @Override
  public Optional<SessionData> find(String cookie, Instant now) {
    boolean isId = Seal.decoded(cookie).filter(id -> id.length == ID_BYTES).isPresent();
    return isId
        ? store.find(cookie).filter(data -> !lifetimes.isOver(data, now))
        : Optional.empty();
  }

  @Override
  public Kept keep(Work work, Instant now) {
    if (work.isChanged() && work.values().isEmpty()) {
      work.cookie().ifPresent(store::remove);
      return work.cookie().isPresent() ? new Kept.Nowhere() : new Kept.AsItWas();
    }
    if (work.isChanged() && (work.found().isEmpty() || work.isRenewed())) {
      return created(work, now);
    }
    Optional<SessionData> found = work.found();
    boolean due = found.filter(data -> lifetimes.isWorthNoting(data, now)).isPresent();
    if (found.isPresent() && (work.isChanged() || due)) {
      Instant created = found.get().created();
      boolean there = store.update(work.cookie().orElseThrow(), change(work, created, now));
      return there && due ? new Kept.In(work.cookie().orElseThrow(), created) : new Kept.AsItWas();
    }
    return new Kept.AsItWas();
  }

  private Kept created(Work work, Instant now) {
    byte[] random = new byte[ID_BYTES];
    RANDOM.nextBytes(random);
    String id = Seal.encoded(random);
    store.create(id, new SessionData(now, now, work.values()), lifetimes.expiry(now, now));
    work.cookie().ifPresent(store::remove);
    return new Kept.In(id, now);
  }

  private SessionChange change(Work work, Instant created, Instant now) {
    var put = new HashMap<String, String>();
    var removed = new HashSet<String>();
    for (String name : work.touched()) {
      Optional<String> json = Optional.ofNullable(work.values().get(name));
      json.ifPresentOrElse(value -> put.put(name, value), () -> removed.add(name));
    }
    return new SessionChange(put, removed, now, lifetimes.expiry(created, now));
  }

  @Override
  public void requireRoom(String name, Map<String, String> values) {
    int size =
        values.entrySet().stream().mapToInt(e -> e.getKey().length() + e.getValue().length()).sum();
    if (size > limit) {
      throw new SessionFullException(name, "it", size, limit);
    }
  }
}
