package dev.outrigger.web.jdk;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The context of an exchange: its path, and nothing that could be changed. */
final class Context extends HttpContext {
  private final String path;
  private final Map<String, Object> attributes = new HashMap<>();

  Context(String path) {
    this.path = path;
  }

  @Override
  public @Nullable HttpHandler getHandler() {
    return null;
  }

  @Override
  public void setHandler(HttpHandler handler) {
    throw new UnsupportedOperationException("the handler of a context is given when it is mounted");
  }

  @Override
  public String getPath() {
    return path;
  }

  @Override
  public @Nullable HttpServer getServer() {
    return null;
  }

  @Override
  public Map<String, Object> getAttributes() {
    return attributes;
  }

  @Override
  public List<Filter> getFilters() {
    return new ArrayList<>();
  }

  @Override
  public Authenticator setAuthenticator(@Nullable Authenticator authenticator) {
    throw new UnsupportedOperationException("authentication is middleware here");
  }

  @Override
  public @Nullable Authenticator getAuthenticator() {
    return null;
  }
}
