package dev.outrigger.web;

/**
 * A web application: what its author writes and a {@link WebServer} runs. A public class with a
 * public constructor without parameters can be started by {@code outrigger serve}.
 */
@FunctionalInterface
public interface Application {

  /**
   * Declares routes and settings. Called once for each server, before it listens; routes can't be
   * added later.
   *
   * @throws Exception to refuse the start; the server then starts nothing
   */
  void configure(App app) throws Exception;
}
