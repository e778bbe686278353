package dev.outrigger.web.sessions;

import dev.outrigger.web.secrets.Secrets;

/** Where sessions are kept, as it was configured. */
sealed interface Place {
  Keeper keeper(Lifetimes lifetimes, String cookieName);

  Place encrypted();

  Place limit(int characters);

  /** In the cookie itself. */
  record InCookie(Secrets secrets, boolean isEncrypted) implements Place {
    @Override
    public Keeper keeper(Lifetimes lifetimes, String cookieName) {
      String purpose = "session in the cookie " + cookieName;
      return new CookieKeeper(
          isEncrypted ? secrets.encrypting(purpose) : secrets.signing(purpose),
          lifetimes,
          cookieName);
    }

    @Override
    public Place encrypted() {
      return new InCookie(secrets, true);
    }

    @Override
    public Place limit(int characters) {
      throw new IllegalStateException(
          "Sessions in cookies hold what browsers allow; Sessions.stored(..) takes a limit");
    }
  }

  /** In a store. */
  record InStore(SessionStore store, int most) implements Place {
    @Override
    public Keeper keeper(Lifetimes lifetimes, String cookieName) {
      return new StoreKeeper(store, lifetimes, most);
    }

    @Override
    public Place encrypted() {
      throw new IllegalStateException(
          "A stored session has only a random id in its cookie, which needs no encryption");
    }

    @Override
    public Place limit(int characters) {
      if (characters < 1) {
        throw new IllegalArgumentException(
            "A session of at most " + characters + " characters holds nothing");
      }
      return new InStore(store, characters);
    }
  }
}
