package dev.outrigger.web;

/**
 * Answers in place of a handler that has failed.
 *
 * @param <E> the kind of failure
 */
@FunctionalInterface
public interface FailureHandler<E extends Throwable> {

  /**
   * The answer, of the same kinds as of a {@link Handler}.
   *
   * @throws Exception which is answered like any other failure, with this one as a suppressed one
   */
  Object answer(Request request, E failure) throws Exception;
}
