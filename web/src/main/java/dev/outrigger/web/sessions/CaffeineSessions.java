package dev.outrigger.web.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sessions in memory; the only class that knows Caffeine, which need not be there. */
final class CaffeineSessions implements SessionStore {
  private final Cache<String, Kept> sessions;

  private record Kept(SessionData data, Instant expires) {
    Duration left() {
      return Duration.between(Instant.now(), expires);
    }
  }

  CaffeineSessions(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("A store for " + most + " sessions keeps none");
    }
    this.sessions =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfter(Expiry.<String, Kept>writing((_, kept) -> kept.left()))
            .build();
  }

  @Override
  public Optional<SessionData> find(String id) {
    return Optional.ofNullable(sessions.getIfPresent(id)).map(Kept::data);
  }

  @Override
  public void create(String id, SessionData data, Instant expires) {
    sessions.put(id, new Kept(data, expires));
  }

  @Override
  public boolean update(String id, SessionChange change) {
    return sessions
            .asMap()
            .computeIfPresent(
                id, (_, kept) -> new Kept(change.applied(kept.data()), change.expires()))
        != null;
  }

  @Override
  public void remove(String id) {
    sessions.invalidate(id);
  }
}
