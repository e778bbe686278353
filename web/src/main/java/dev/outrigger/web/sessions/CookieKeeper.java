package dev.outrigger.web.sessions;

import dev.outrigger.web.secrets.Seal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the session itself in the cookie, sealed: {@code {"c":created,"u":used,"v":{..}}}. */
final class CookieKeeper implements Keeper {
  // Above this, browsers drop a cookie without a word.
  private static final int LONGEST = 4096;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Seal seal;
  private final Lifetimes lifetimes;
  private final int nameLength;

  CookieKeeper(Seal seal, Lifetimes lifetimes, String cookieName) {
    this.seal = seal;
    this.lifetimes = lifetimes;
    this.nameLength = cookieName.length();
  }

  @Override
  public Optional<SessionData> find(String cookie, Instant now) {
    return seal.open(cookie).flatMap(CookieKeeper::parse).filter(d -> !lifetimes.isOver(d, now));
  }

  private static Optional<SessionData> parse(byte[] json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JacksonException e) {
      return Optional.empty();
    }
    JsonNode inner = root.path("v");
    if (!inner.isObject() || !root.path("c").isNumber() || !root.path("u").isNumber()) {
      // Sealed by us, but by another version of this program.
      return Optional.empty();
    }
    var values = new HashMap<String, String>();
    inner.properties().forEach(each -> values.put(each.getKey(), each.getValue().toString()));
    return Optional.of(new SessionData(moment(root, "c"), moment(root, "u"), values));
  }

  private static Instant moment(JsonNode root, String name) {
    return Instant.ofEpochSecond(root.path(name).asLong(0));
  }

  @Override
  public Kept keep(Work work, Instant now) {
    if (work.values().isEmpty()) {
      return work.isChanged() && work.cookie().isPresent()
          ? new Kept.Nowhere()
          : new Kept.AsItWas();
    }
    boolean due = work.found().filter(data -> lifetimes.isWorthNoting(data, now)).isPresent();
    if (!work.isChanged() && !due) {
      return new Kept.AsItWas();
    }
    Instant created = work.isRenewed() ? now : work.found().map(SessionData::created).orElse(now);
    return new Kept.In(seal.close(bytes(created, now, work.values())), created);
  }

  @Override
  public void requireRoom(String name, Map<String, String> values) {
    // Moments have ten digits for some centuries more.
    Instant someTime = Instant.ofEpochSecond(1_000_000_000);
    int length = nameLength + seal.length(bytes(someTime, someTime, values).length);
    if (length > LONGEST) {
      throw new SessionFullException(name, "its cookie", length, LONGEST);
    }
  }

  private static byte[] bytes(Instant created, Instant used, Map<String, String> values) {
    ObjectNode root = JSON.createObjectNode();
    root.put("c", created.getEpochSecond()).put("u", used.getEpochSecond());
    ObjectNode inner = root.putObject("v");
    values.forEach((name, json) -> inner.set(name, JSON.readTree(json)));
    return JSON.writeValueAsBytes(root);
  }
}
