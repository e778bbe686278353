package dev.outrigger.web;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.runtime.EventLoops;
import java.util.List;

/**
 * What happens between the start of an application, with its hooks and its worker processes, and
 * its first client. A supervisor probes it there, and then lets it in.
 */
@FunctionalInterface
public interface Rehearsal {

  /**
   * Returns when clients may come. The server starts when it returns, and does not if it throws.
   *
   * @param loops of the server, which may be used already
   * @param handler answers requests as the server will
   * @return where the server is to listen
   */
  List<Endpoint> run(EventLoops loops, HttpHandler handler) throws Exception;
}
