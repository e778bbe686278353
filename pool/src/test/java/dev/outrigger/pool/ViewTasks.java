package dev.outrigger.pool;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Tasks as a JDK executor takes them. */
final class ViewTasks {
  private ViewTasks() {}

  /** One that runs by now, until it is cancelled. */
  static Future<?> running(ExecutorService executor, Path sign) throws Exception {
    Future<Integer> future = executor.submit(waiting(sign.toString()));
    Await.pidIn(sign);
    return future;
  }

  static RemoteCallable<Integer> waiting(String sign) {
    return () -> Work.waitForEver(sign);
  }

  static Runnable touch(Path file) {
    String name = file.toString();
    return (Runnable & Serializable)
        () -> {
          try {
            Files.createFile(Path.of(name));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        };
  }
}
