package dev.outrigger.web.endpoints;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.pool.RemoteFunction;
import dev.outrigger.web.forms.FormData;
import dev.outrigger.web.forms.MultipartForm;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request as arguments are read from it; what the package above makes of its own. */
public interface Incoming {

  /** The value of a parameter of the path. */
  String path(String name);

  /** The values of a query parameter. */
  List<String> query(String name);

  /** The value of a cookie. */
  Optional<String> cookie(String name);

  /** The whole body, up to the limit that holds for it. */
  byte[] body() throws InterruptedException;

  /** A form without files. */
  FormData form() throws InterruptedException;

  /** A form with files, which are there until the request has been answered. */
  MultipartForm multipart() throws IOException, InterruptedException;

  /** The request of the server below. */
  HttpRequest http();

  /**
   * Calls a function in a worker process, for as long as the client waits.
   *
   * @param task the name under which logs and statistics have it
   */
  <A, T extends @Nullable Object> T offload(String task, RemoteFunction<A, T> function, A argument)
      throws InterruptedException;

  /** The request as handlers have it. */
  Object request();
}
