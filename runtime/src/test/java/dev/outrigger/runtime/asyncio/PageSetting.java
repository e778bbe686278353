package dev.outrigger.runtime.asyncio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.outrigger.pool.ProcessPool;
import dev.outrigger.runtime.Context;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.Time;
import dev.outrigger.runtime.stream.SocketStream;
import dev.outrigger.runtime.stream.TcpStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** What the snippets of docs/asyncio.md take for granted, as a reader would. */
public abstract class PageSetting implements AutoCloseable {
  public static final ScopedValue<String> USER = Context.inherit(ScopedValue.newInstance());

  protected final String host = "localhost";
  protected final String url = "http://localhost/";
  protected final String other = "http://localhost/other";
  protected final List<String> urls = List.of(url, other);
  protected final byte[] bytes = "hello".getBytes(US_ASCII);
  protected final long end = Time.now() + Duration.ofMinutes(1).toNanos();
  protected final long soon = Time.now() + Duration.ofMillis(5).toNanos();
  protected final Duration limit = Duration.ofMinutes(1);

  protected final TaskGroup group;
  protected final Loop loop = Loop.current().orElseThrow();
  protected final ProcessPool pool;
  protected final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  protected final Path folder;
  protected final Path path;
  protected final SocketStream stream;
  protected final int port;
  protected final int tlsPort;
  protected final Path authority;

  /**
   * What one snippet finds.
   *
   * @param group where it may start tasks
   * @param folder of its own
   */
  public record Surroundings(
      TaskGroup group, ProcessPool pool, Path folder, int port, int tlsPort, Path authority) {}

  protected PageSetting(Surroundings around) throws Exception {
    group = around.group();
    pool = around.pool();
    folder = around.folder();
    path = Files.writeString(folder.resolve("notes.txt"), "two\nlines\n");
    port = around.port();
    tlsPort = around.tlsPort();
    authority = around.authority();
    stream = TcpStream.connect(host, port);
  }

  /** The snippet. */
  public abstract void run() throws Exception;

  public static String fetch(String url) throws InterruptedException {
    Time.sleep(Duration.ofMillis(1));
    return "page of " + url;
  }

  public static long fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
  }

  protected static String slowly() throws InterruptedException {
    Time.sleep(Duration.ofMinutes(10));
    return "too late";
  }

  protected static boolean cleanUp() throws InterruptedException {
    Time.sleep(Duration.ofMillis(1));
    return true;
  }

  protected static int compute() {
    return 42;
  }

  protected static void log(@Nullable Object line) {
    System.getLogger("page").log(System.Logger.Level.DEBUG, line);
  }

  protected static void echo(SocketStream stream) throws Exception {
    stream.asInputStream().transferTo(stream.asOutputStream());
  }

  @Override
  public void close() throws IOException {
    stream.close();
    executor.shutdownNow();
  }
}
