package dev.outrigger.bench.web;

import dev.outrigger.bench.load.Dialogue;
import dev.outrigger.bench.load.Exercise;
import dev.outrigger.bench.load.Http1Dialogue;
import java.util.Locale;

/** What is measured, in the order of the report; the way to each is its name in small letters. */
enum WebWork implements Exercise {
  PLAINTEXT("plaintext through the router", 32),
  JSON("a small record as JSON", 32),
  PATH("three path parameters", 32),
  VALIDATED("a JSON body of five fields, validated, and back", 32),
  STATIC("a static file of 20 KB", 32),
  UPLOAD("a form with a file of 10 MB, spooled to disk", 4),
  ROUTES10("plaintext among 10 routes", 32),
  ROUTES1000("plaintext among 1,000 routes", 32);

  private final String title;
  private final int connections;

  WebWork(String title, int connections) {
    this.title = title;
    this.connections = connections;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String target() {
    return "first of all frameworks";
  }

  @Override
  public String way() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int connections(double scale) {
    return connections;
  }

  @Override
  public int depth() {
    return 1;
  }

  @Override
  public boolean isRolling() {
    return false;
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public Dialogue dialogue() {
    return new Http1Dialogue(
        switch (this) {
          case PLAINTEXT, ROUTES10, ROUTES1000 -> WebRequests.PLAINTEXT;
          case JSON -> WebRequests.JSON;
          case PATH -> WebRequests.PATH;
          case VALIDATED -> WebRequests.VALIDATED;
          case STATIC -> WebRequests.STATIC;
          case UPLOAD -> WebRequests.UPLOAD;
        });
  }
}
