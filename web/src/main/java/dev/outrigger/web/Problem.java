package dev.outrigger.web;

import java.io.Serializable;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer that says what is wrong, thrown from anywhere below a handler and sent to the client as
 * {@code application/problem+json} (RFC 9457). It may be thrown inside a pool task too: it crosses
 * the process border and reaches the client the same way.
 *
 * <p>A problem is a reply, not a bug, so it carries no stack trace. Instances are immutable.
 */
public final class Problem extends RuntimeException {
  private static final URI BLANK = URI.create("about:blank");

  private final URI type;
  private final int status;
  private final String title;
  private final String detail;
  private final Map<String, Object> members;
  private final Map<String, String> headers;

  private Problem(
      URI type,
      int status,
      String title,
      String detail,
      Map<String, Object> members,
      Map<String, String> headers) {
    super(status + " " + title + ": " + detail, null, true, false);
    this.type = type;
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.members = Collections.unmodifiableMap(members);
    this.headers = Collections.unmodifiableMap(headers);
  }

  /**
   * Any problem.
   *
   * @param status the HTTP status, 400 to 599
   * @param title what kind of problem it is, the same text each time
   * @param detail what is wrong with this very request, and the way out where there is one
   */
  public static Problem of(int status, String title, String detail) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException(
          "A problem has a status from 400 to 599, not " + status + " (\"" + title + "\")");
    }
    return new Problem(BLANK, status, title, detail, Map.of(), Map.of());
  }

  /** A problem under the usual title of its status. */
  public static Problem of(int status, String detail) {
    return of(status, Titles.of(status), detail);
  }

  /** 400: the request makes no sense as it stands. */
  public static Problem badRequest(String detail) {
    return of(400, detail);
  }

  /** 404: the thing that was asked for does not exist. */
  public static Problem notFound(String detail) {
    return of(404, detail);
  }

  /** 409: the request does not fit the present state. */
  public static Problem conflict(String detail) {
    return of(409, detail);
  }

  /** 422: well-formed, but its content can't be worked with. */
  public static Problem unprocessable(String detail) {
    return of(422, detail);
  }

  /** This problem with a type of its own: a URI that documents the kind of problem. */
  public Problem type(URI uri) {
    return new Problem(uri, status, title, detail, members, headers);
  }

  /**
   * This problem with one more member in its body.
   *
   * @param value written as JSON; serializable, so that it can cross a process border
   */
  public Problem with(String member, Object value) {
    if (member.equals("type")
        || member.equals("title")
        || member.equals("status")
        || member.equals("detail")) {
      throw new IllegalArgumentException(
          "\"" + member + "\" is a standard member of a problem; choose another name");
    }
    if (!(value instanceof Serializable)) {
      throw new IllegalArgumentException(
          "The member \""
              + member
              + "\" has a value that can't leave its process, as "
              + value.getClass().getName()
              + " is not serializable");
    }
    var more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new Problem(type, status, title, detail, more, headers);
  }

  /**
   * This problem with a header field on its answer, as {@code WWW-Authenticate} or {@code Allow}.
   */
  public Problem header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(type, status, title, detail, members, more);
  }

  /** A URI for the kind of problem, {@code about:blank} where the status says enough. */
  public URI type() {
    return type;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The kind of problem in a few words. */
  public String title() {
    return title;
  }

  /** What is wrong with this very request. */
  public String detail() {
    return detail;
  }

  /** Further members of the body, in the order they were added. */
  public Map<String, Object> members() {
    return members;
  }

  /** Header fields of the answer. */
  public Map<String, String> headers() {
    return headers;
  }
}
