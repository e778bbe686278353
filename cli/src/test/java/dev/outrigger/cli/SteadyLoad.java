package dev.outrigger.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Clients that ask without pause until it is closed, each request on a connection of its own. Every
 * other one connects, waits 200 ms, and only then sends: who was accepted by a process that leaves
 * meanwhile must be served all the same.
 */
final class SteadyLoad implements AutoCloseable {
  private static final int CLIENTS = 8;
  private static final int HESITATION_MILLIS = 200;

  private final URI service;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> clients;

  SteadyLoad(URI service) {
    this.service = service;
    this.clients =
        IntStream.range(0, CLIENTS).mapToObj(i -> Thread.ofVirtual().start(() -> ask(i))).toList();
  }

  private void ask(int number) {
    while (over.getCount() > 0) {
      try (Socket socket = connect(service)) {
        if (number % 2 == 1 && over.await(HESITATION_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
        String answer = ping(socket);
        if (answer.startsWith("HTTP/1.1 200 ")) {
          answered.incrementAndGet();
        } else {
          failures.add("answer: " + answer);
        }
      } catch (IOException e) {
        failures.add(e.toString());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** A connection on which nothing was said yet. */
  static Socket connect(URI service) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), 60_000);
    socket.setSoTimeout(180_000);
    return socket;
  }

  private static void ask(Socket socket, String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(US_ASCII));
  }

  /** Sends one request, once, and does not wait for its answer. */
  static Socket ask(URI service, String path) throws IOException {
    Socket socket = connect(service);
    ask(socket, path);
    return socket;
  }

  private static String ping(Socket socket) throws IOException {
    return get(socket, "/ping");
  }

  private static String get(Socket socket, String path) throws IOException {
    ask(socket, path);
    return answer(socket);
  }

  /** The answer to what was sent, with its head. */
  static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), US_ASCII);
  }

  /** The answer to one request on a connection of its own. */
  static String ping(URI service) throws IOException {
    return get(service, "/ping");
  }

  /** The same for another path. */
  static String get(URI service, String path) throws IOException {
    try (Socket socket = connect(service)) {
      String answer = get(socket, path);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }

  /** How many were answered so far. */
  int answered() {
    return answered.get();
  }

  /** What went wrong so far. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    over.countDown();
    join(clients);
  }

  static void join(List<Thread> clients) {
    for (Thread client : clients) {
      try {
        client.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
