package dev.outrigger.bench.web;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** What every framework on the JVM serves; those in other languages say the same. */
public final class Site {
  /** The answer of {@code GET /plaintext}. */
  public static final String HELLO = "Hello, World!";

  private Site() {}

  /** What {@code GET /json} answers. */
  public record User(int id, String name, List<String> tags, boolean active) {}

  /** It is made for each request. */
  public static User user() {
    return new User(7, "Ada", List.of("a", "b", "c"), true);
  }

  /** The text as bytes that must not be changed. */
  public static byte[] hello() {
    return HELLO.getBytes(StandardCharsets.US_ASCII);
  }

  /** What {@code GET /users/{id}/posts/{slug}/comments/{n}} answers; both numbers are numbers. */
  public static String comment(int user, String post, int comment) {
    return user + " " + post + " " + comment;
  }

  /**
   * Declares so many routes, of which the one that is asked for is in the middle.
   *
   * @param hello declares {@code GET /plaintext}
   * @param other declares the route of this number: {@code GET /other<number>/{id}}
   */
  public static void routes(int count, Runnable hello, IntConsumer other) {
    for (int i = 0; i < count - 1; i++) {
      if (i == count / 2) {
        hello.run();
      }
      other.accept(i);
    }
  }

  /** The ways of the works that everybody can do, all on one port; more may be added. */
  public static Map<String, Integer> ways(int port) {
    return ways(port, "plaintext", "json", "path");
  }

  /** These ways, all on one port; more may be added. */
  public static Map<String, Integer> ways(int port, String... ways) {
    Map<String, Integer> all = new HashMap<>();
    for (String way : ways) {
      all.put(way, port);
    }
    return all;
  }
}
