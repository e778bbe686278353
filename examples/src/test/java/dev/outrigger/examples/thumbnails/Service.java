package dev.outrigger.examples.thumbnails;

import dev.outrigger.examples.Await;
import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.WebServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The service on a free port, with two workers, and a client with real sockets. */
record Service(WebServer server, HttpClient client) implements AutoCloseable {
  // The endless pictures of the tests take three times as long, on a quick machine.
  private static final Duration LIMIT = Duration.ofSeconds(6);
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{64})\"");

  static Service start(TaskBackend backend, Path folder) throws Exception {
    return start(backend, folder, LIMIT);
  }

  /** One that gives a thumbnail this long. */
  static Service start(TaskBackend backend, Path folder, Duration limit) throws Exception {
    WebServer server =
        WebServer.builder(new Thumbnails(folder, limit))
            .bind("127.0.0.1", 0)
            .poolWorkers(2)
            .tasks(backend)
            .start();
    Service service =
        new Service(server, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    Await.until("both workers are ready", () -> service.pool().idle() == 2);
    return service;
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.uri() + path.substring(1)))
        .timeout(Duration.ofMinutes(3));
  }

  HttpResponse<byte[]> get(String path, String... fields) throws IOException, InterruptedException {
    HttpRequest.Builder request = to(path);
    return client.send(
        (fields.length == 0 ? request : request.headers(fields)).build(),
        BodyHandlers.ofByteArray());
  }

  CompletableFuture<HttpResponse<byte[]>> getLater(String path) {
    return client.sendAsync(to(path).build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> upload(byte[]... pictures) throws IOException, InterruptedException {
    return client.send(form(pictures).build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder form(byte[]... pictures) {
    var body = new ByteArrayOutputStream();
    for (byte[] picture : pictures) {
      String header =
          """
          --b
          Content-Disposition: form-data; name="picture"; filename="a.png"
          Content-Type: image/png

          """;
      body.writeBytes(lines(header));
      body.writeBytes(picture);
      body.writeBytes(lines("\n"));
    }
    body.writeBytes(lines("--b--\n"));
    return to("/pictures")
        .header("Content-Type", "multipart/form-data; boundary=b")
        .POST(BodyPublishers.ofByteArray(body.toByteArray()));
  }

  private static byte[] lines(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Uploads pictures that are to be taken, and gives their ids. */
  List<String> ids(byte[]... pictures) throws IOException, InterruptedException {
    HttpResponse<String> answer = upload(pictures);
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return ID.matcher(answer.body()).results().map(found -> found.group(1)).toList();
  }

  /** Uploads one, and gives the path of its thumbnail. */
  String small(byte[] picture, int width) throws IOException, InterruptedException {
    return "/pictures/" + ids(picture).getFirst() + "/thumbnail?width=" + width;
  }

  long fromStatistics(String name) throws IOException, InterruptedException {
    String told = new String(get("/statistics").body(), StandardCharsets.UTF_8);
    Matcher number = Pattern.compile("\"" + name + "\":(\\d+)").matcher(told);
    if (!number.find()) {
      throw new AssertionError("no " + name + " in " + told);
    }
    return Long.parseLong(number.group(1));
  }

  PoolStatistics pool() {
    return server.pool().orElseThrow();
  }

  /** Ends the worker that computes, as the kernel does when memory is short. */
  void killTheBusyWorker() throws Exception {
    Await.until("no worker is starting", () -> pool().starting() == 0 && pool().busy() == 1);
    Map<ProcessHandle, Duration> before =
        workers().collect(Collectors.toMap(each -> each, Service::computed));
    AtomicReference<Optional<ProcessHandle>> busy = new AtomicReference<>(Optional.empty());
    Await.until(
        "one computes",
        () -> {
          busy.set(
              workers()
                  .filter(before::containsKey)
                  .filter(each -> computed(each).minus(before.get(each)).toMillis() > 150)
                  .findFirst());
          return busy.get().isPresent();
        });
    boolean _ = busy.get().orElseThrow().destroyForcibly();
  }

  private static Stream<ProcessHandle> workers() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains(".WorkerMain"));
  }

  private static Duration computed(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
