package dev.outrigger.web.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chromium without a window, driven by its own protocol (CDP) over a WebSocket of the JDK: so it
 * needs no driver beside it. It ends with this.
 */
final class Chromium implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final long LIMIT = 60;

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final String session;

  /**
   * Starts it with an empty page.
   *
   * @param folder where its profile goes
   */
  Chromium(Path folder) throws Exception {
    process = start(folder);
    try {
      socket =
          client
              .newWebSocketBuilder()
              .buildAsync(URI.create(address(process)), new Listener())
              .get(LIMIT, TimeUnit.SECONDS);
      String page =
          call("", "Target.createTarget", Map.of("url", "about:blank")).get("targetId").asString();
      session =
          call("", "Target.attachToTarget", Map.of("targetId", page, "flatten", true))
              .get("sessionId")
              .asString();
      for (String domain : List.of("Page", "Runtime", "Log")) {
        var _ = call(domain + ".enable", Map.of());
      }
    } catch (Exception | Error e) {
      end(process);
      throw e;
    }
  }

  private static Process start(Path folder) {
    try {
      var builder =
          new ProcessBuilder(
              "chromium",
              "--headless=new",
              "--no-sandbox",
              "--disable-gpu",
              "--disable-dev-shm-usage",
              "--disable-quic",
              "--no-first-run",
              "--disable-background-networking",
              "--disable-component-update",
              "--disable-sync",
              "--window-size=1200,1600",
              "--user-data-dir=" + folder.resolve("profile"),
              "--remote-debugging-port=0",
              "about:blank");
      // Where it would leave folders behind.
      var _ = builder.environment().put("TMPDIR", folder.toString());
      return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "This test needs Chromium: install it, as by 'apt install chromium'", e);
    }
  }

  /** It says where it listens, among complaints about the machine; these are read to their end. */
  private static String address(Process process) throws Exception {
    var found = new CompletableFuture<String>();
    Thread.ofVirtual()
        .name("chromium-says")
        .start(() -> {
          try (BufferedReader said = process.errorReader()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
              Matcher listening = LISTENING.matcher(line);
              if (listening.find()) {
                found.complete(listening.group(1));
              }
            }
            found.completeExceptionally(new IOException("Chromium ended by itself"));
          } catch (IOException e) {
            found.completeExceptionally(e);
          }
        });
    return found.get(LIMIT, TimeUnit.SECONDS);
  }

  /** Opens a page and waits until it is whole. */
  void open(String address) throws Exception {
    var _ = call("Page.navigate", Map.of("url", address));
    var _ =
        await("location.href.startsWith('" + address + "') && document.readyState === 'complete'");
  }

  /** The value of an expression, once it is one that counts as true. */
  JsonNode await(String expression) throws Exception {
    String polling =
        "new Promise(done => { const look = () => { let found; try { found = ("
            + expression
            + "); } catch (e) { } found ? done(found) : setTimeout(look, 20); }; look(); })";
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT);
    while (true) {
      JsonNode answer =
          call(
              "Runtime.evaluate",
              Map.of("expression", polling, "awaitPromise", true, "returnByValue", true));
      if (answer.has("result") && !answer.has("exceptionDetails")) {
        return answer.get("result").path("value");
      }
      // The page that was asked is gone, another comes.
      if (System.nanoTime() > end) {
        throw new IllegalStateException(expression + " did not come true: " + answer);
      }
    }
  }

  /** Clicks what a selector finds first, as a mouse does. */
  void click(String selector) throws Exception {
    JsonNode place =
        await(
            "(() => { const e = document.querySelector('"
                + selector
                + "'); e.scrollIntoView({block: 'center', behavior: 'instant'});"
                + " const r = e.getBoundingClientRect();"
                + " return r.width && {x: r.x + r.width / 2, y: r.y + r.height / 2}; })()");
    for (String event : List.of("mousePressed", "mouseReleased")) {
      var _ =
          call(
              "Input.dispatchMouseEvent",
              Map.of(
                  "type",
                  event,
                  "x",
                  place.get("x").asDouble(),
                  "y",
                  place.get("y").asDouble(),
                  "button",
                  "left",
                  "clickCount",
                  1));
    }
  }

  /** Types text into what a selector finds first. */
  void type(String selector, String text) throws Exception {
    click(selector);
    var _ = call("Input.insertText", Map.of("text", text));
  }

  /** What its console and its policies have complained of. */
  List<String> complaints() {
    return complaints;
  }

  private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
    return call(session, method, parameters);
  }

  private JsonNode call(String session, String method, Map<String, ?> parameters) throws Exception {
    int id = ids.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    answers.put(id, answer);
    var message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    var _ = socket.sendText(message.toString(), true).get(LIMIT, TimeUnit.SECONDS);
    JsonNode told = answer.get(LIMIT, TimeUnit.SECONDS);
    return told.has("result") ? told.get("result") : told;
  }

  private void hear(JsonNode message) {
    if (message.has("id")) {
      var answer = answers.remove(message.get("id").asInt());
      if (answer != null) {
        answer.complete(message);
      }
      return;
    }
    switch (message.path("method").asString("")) {
      case "Log.entryAdded" -> {
        JsonNode entry = message.at("/params/entry");
        if (entry.path("level").asString("").equals("error")) {
          complaints.add(entry.path("text").asString("") + " " + entry.path("url").asString(""));
        }
      }
      case "Runtime.exceptionThrown" -> complaints.add(message.get("params").toString());
      default -> {}
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    end(process);
  }

  private static void end(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    // They write into the profile to their end.
    all.forEach(one -> one.onExit().join());
  }

  /** Messages come in pieces. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
      text.append(piece);
      if (last) {
        hear(JSON.readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(piece);
    }
  }
}
