package dev.outrigger.web;

/**
 * Opens what an application needs as long as it runs: a pool of connections, a model, a watcher.
 */
@FunctionalInterface
public interface StartHook {

  /**
   * Opens it.
   *
   * @return what closes it again, after the last request
   * @throws Exception to refuse the start; what other hooks have opened is closed again
   */
  AutoCloseable start() throws Exception;
}
