package dev.outrigger.web.files;

import dev.outrigger.http.Headers;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.headers.Preferences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A file in all its codings, ready to be sent for a while. Safe for any thread. */
final class Kept {
  // What an entry costs besides its bytes, roughly.
  private static final int OVERHEAD = 1024;

  private final List<String> codings;
  private final List<Version> versions;
  private final List<Stamp> stamps;
  private final boolean settled;
  private final long weight;
  private final AtomicLong checkedAt = new AtomicLong(System.nanoTime());
  // Written by whoever serves it, and taken back by the shelf when it looks for room.
  private volatile boolean wanted;

  /**
   * @param codings the names of the codings of the versions, the best first; none if there is but
   *     one version
   * @param stamps of all files that were looked at, just before they were read
   */
  Kept(List<String> codings, List<Version> versions, List<Stamp> stamps, long bytes, Instant read) {
    this.codings = codings;
    this.versions = versions;
    this.stamps = stamps;
    this.settled = stamps.stream().allMatch(stamp -> stamp.wouldChange(read));
    this.weight = OVERHEAD + bytes;
  }

  Response answer(Request request) {
    return best(request.headers()).answer(request);
  }

  private Version best(Headers headers) {
    if (codings.isEmpty() || !headers.contains("Accept-Encoding")) {
      return versions.getLast();
    }
    int index = codings.indexOf(Preferences.codings(headers).best(codings).orElse("identity"));
    return versions.get(index);
  }

  /** How much memory it takes, roughly. */
  long weight() {
    return weight;
  }

  /** Whether it is still what these files are. */
  boolean isOf(List<Stamp> now) {
    return settled && stamps.equals(now);
  }

  /** Whether it was looked after long ago, and the caller is the one to do so now. */
  boolean isToBeChecked(long every) {
    long last = checkedAt.get();
    long now = System.nanoTime();
    return now - last >= every && checkedAt.compareAndSet(last, now);
  }

  void want() {
    // A write for each request would be dear with several loops.
    if (!wanted) {
      wanted = true;
    }
  }

  /** Whether it was wanted since this was last asked. */
  boolean takeWanted() {
    boolean was = wanted;
    wanted = false;
    return was;
  }

  /** Puts versions in order: the shortest first, and the one that is not encoded last. */
  static final class Builder {
    private record Coded(String coding, Version version) {}

    private final List<Coded> coded = new ArrayList<>();

    void add(String coding, Version version) {
      coded.add(new Coded(coding, version));
    }

    Kept build(Version plain, List<Stamp> stamps, long bytes, Instant read) {
      if (coded.isEmpty()) {
        return new Kept(List.of(), List.of(plain), stamps, bytes, read);
      }
      coded.sort((a, b) -> Long.compare(a.version.length(), b.version.length()));
      List<String> names = new ArrayList<>(coded.stream().map(Coded::coding).toList());
      List<Version> versions = new ArrayList<>(coded.stream().map(Coded::version).toList());
      names.add("identity");
      versions.add(plain);
      return new Kept(List.copyOf(names), List.copyOf(versions), stamps, bytes, read);
    }
  }
}
