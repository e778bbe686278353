package dev.outrigger.runtime.libraries;

import static dev.outrigger.runtime.OnOneLoop.within;

import dev.outrigger.runtime.OnOneLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * A hundred tasks of one loop that wait for a server all at once, and one more that lets them go.
 */
final class Crowd {
  static final int SIZE = 100;

  private Crowd() {}

  /** What the light task asks and does while the others wait. */
  interface Light {
    /** How many the server itself sees waiting. */
    int waiting() throws Exception;

    /** Has the server answer all of them. */
    void release() throws Exception;
  }

  /** The answers of all. They come only if the light task gets its turns on the same loop. */
  static <T> List<T> answers(OnOneLoop one, Callable<T> heavy, Light light) throws Exception {
    List<CompletableFuture<T>> crowd = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      crowd.add(one.start(heavy));
    }
    one.run(() -> {
      while (light.waiting() < SIZE) {
        failEarly(crowd);
      }
      light.release();
      return true;
    });
    List<T> answers = new ArrayList<>();
    for (CompletableFuture<T> answer : crowd) {
      answers.add(within(answer));
    }
    return answers;
  }

  private static void failEarly(List<? extends CompletableFuture<?>> crowd) {
    crowd.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
  }
}
