package dev.outrigger.web.sessions;

import dev.outrigger.web.Attribute;
import dev.outrigger.web.Request;
import dev.outrigger.web.secrets.Seal;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What belongs to a visitor from one request to the next. Values are kept as JSON; what is put is
 * copied, and changes that are made to it later do not count.
 *
 * <pre>{@code
 * Session session = Session.of(request);
 * Cart cart = session.get("cart", Cart.class).orElseGet(Cart::empty);
 * session.put("cart", cart.with(item));
 * }</pre>
 *
 * <p>It is read when it is first asked for, and kept when the answer is ready, failed answers
 * included.
 *
 * <p>Threading: for the thread of its request.
 */
public final class Session {
  static final Attribute<Session> KEY = Attribute.named("session");
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String OWN = "~";
  private static final String SECRET = "~secret";
  private static final String FLASHES = "~flashes";

  private final Supplier<Work> reading;
  private final Keeper keeper;
  private final JsonMapper json;
  private @Nullable Work work;
  private boolean ended;

  Session(Supplier<Work> reading, Keeper keeper, JsonMapper json) {
    this.reading = reading;
    this.keeper = keeper;
    this.json = json;
  }

  /**
   * The session of a request.
   *
   * @throws IllegalStateException if no {@link Sessions} stand around it
   */
  public static Session of(Request request) {
    return request
        .attribute(KEY)
        .orElseThrow(() ->
            new IllegalStateException(
                "No sessions stand around " + request + "; say app.use(Sessions.inCookie(..))"));
  }

  /**
   * The value of this name; empty if there is none, or what is there does not fit the class, as
   * after a new version of the program.
   */
  public <T> Optional<T> get(String name, Class<T> type) {
    return read(name, type)
        .map(json.constructType(type).isPrimitive() ? Session::cast : type::cast);
  }

  /** As {@link #get(String, Class)}, for generic types. */
  public <T> Optional<T> get(String name, TypeReference<T> type) {
    return read(name, type.getType()).map(Session::cast);
  }

  // The mapper made it of that type.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T cast(Object value) {
    return (T) value;
  }

  private Optional<Object> read(String name, Type type) {
    Optional<String> text = Optional.ofNullable(work().values().get(name));
    try {
      return text.map(value -> json.readValue(value, json.constructType(type)));
    } catch (JacksonException e) {
      LOG.log(
          Level.DEBUG,
          () -> "The session's \"" + name + "\" is no " + type.getTypeName() + ", and left out");
      return Optional.empty();
    }
  }

  /**
   * Keeps a value under this name.
   *
   * @param name without {@code ~} at its beginning
   * @throws SessionFullException if there is no room for it; the session stays as it was
   */
  public void put(String name, Object value) {
    if (name.startsWith(OWN)) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no name for a value of yours: those with ~ are the session's own");
    }
    keep(name, json.writeValueAsString(value));
  }

  private void keep(String name, String text) {
    var tried = new HashMap<>(changing().values());
    String _ = tried.put(name, text);
    keeper.requireRoom(name, tried);
    changing().put(name, text);
  }

  /** Forgets the value of this name. */
  public void remove(String name) {
    changing().remove(name);
  }

  /** Forgets all values; what comes behind is another session. What a logout calls. */
  public void clear() {
    List.copyOf(changing().values().keySet()).forEach(changing()::remove);
    changing().renew();
  }

  /**
   * Goes on with the same values under a new id, a new {@link #secret} and a new age. What a login
   * calls: an id that somebody else put into the browser before is worth nothing then.
   */
  public void renew() {
    changing().remove(SECRET);
    changing().renew();
  }

  /** The names of all values. */
  public Set<String> names() {
    return work().values().keySet().stream()
        .filter(name -> !name.startsWith(OWN))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether nothing is in it. */
  public boolean isEmpty() {
    return work().values().isEmpty();
  }

  /** Leaves a message for whoever next calls {@link #takeFlashes}: behind a redirection, mostly. */
  public void flash(String kind, String text) {
    var all = new ArrayList<>(flashes());
    all.add(new Flash(kind, text));
    keep(FLASHES, json.writeValueAsString(all));
  }

  /** The messages that are waiting, each for the last time. */
  public List<Flash> takeFlashes() {
    List<Flash> all = flashes();
    if (!all.isEmpty()) {
      changing().remove(FLASHES);
    }
    return all;
  }

  private List<Flash> flashes() {
    Type type = new TypeReference<List<Flash>>() {}.getType();
    return read(FLASHES, type).map(Session::<List<Flash>>cast).orElse(List.of());
  }

  /** 32 random bytes that are this session's until it is renewed: to make tokens of. */
  public byte[] secret() {
    Optional<byte[]> there = read(SECRET, String.class).flatMap(s -> Seal.decoded(cast(s)));
    return there.orElseGet(() -> {
      byte[] made = new byte[32];
      RANDOM.nextBytes(made);
      keep(SECRET, json.writeValueAsString(Seal.encoded(made)));
      return made;
    });
  }

  private Work work() {
    if (work == null) {
      work = reading.get();
    }
    return work;
  }

  private Work changing() {
    if (ended) {
      throw new IllegalStateException(
          "The session was kept when the answer was ready; a body that is written later can't"
              + " change it");
    }
    return work();
  }

  /** Nothing changes any more; empty if nobody has asked for it. */
  Optional<Work> end() {
    ended = true;
    return Optional.ofNullable(work);
  }

  /** The names alone, as values are often secret. */
  @Override
  public String toString() {
    return "session of " + names();
  }
}
