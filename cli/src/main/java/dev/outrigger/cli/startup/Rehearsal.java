package dev.outrigger.cli.startup;

import dev.outrigger.cli.source.CompiledProgram;
import dev.outrigger.cli.source.ProgramCache;
import dev.outrigger.cli.source.SourceError;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.pool.process.PrivateDirectory;
import dev.outrigger.web.WebServer;
import java.io.IOException;
import java.net.URLClassLoader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The life of a server in this process: a small application is compiled, served on a Unix socket,
 * asked, and ended. All that it loads is loaded then, and what it does is known to the JVM: for the
 * archive that is made of it, or for the server that this process will be.
 */
public final class Rehearsal {
  private static final Logger OURS = Logger.getLogger("dev.outrigger");

  private static final int TIMES = 50;

  /** The word for a process that plays it. */
  public static final String NAME = "rehearse";

  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static final String PROGRAM =
"""
      import dev.outrigger.web.App;
      import dev.outrigger.web.Application;
      import java.time.Duration;
import java.util.List;

      public class Rehearsed implements Application {
        record Item(int id, String name) {}

        @Override
        public void configure(App app) {
          app.withoutPool();
          app.get("/", request -> "hello");
          app.get("/items/{id:int}", request -> new Item(request.pathInt("id"), "one"));
          app.get("/items", request -> List.of(new Item(1, "one"), new Item(2, "two")));
        }
      }
""";

  private Rehearsal() {}

  /** Plays it, and ends this process if that takes too long. */
  public static void playInTime() throws Exception {
    Thread.ofPlatform().daemon().name("rehearsal-limit").start(Rehearsal::endInTime);
    play();
  }

  private static void endInTime() {
    try {
      Thread.sleep(LIMIT);
      Runtime.getRuntime().halt(1);
    } catch (InterruptedException over) {
      // Nobody interrupts it but the end of this process.
    }
  }

  /** Plays it from start to end. */
  public static void play() throws Exception {
    PrivateDirectory folder = PrivateDirectory.create();
    Level before = OURS.getLevel();
    try {
      // Nobody wants to read of a server that nobody has asked for, or how slow its start was.
      OURS.setLevel(Level.SEVERE);
      CompiledProgram program = compiled(folder.path());
      try (URLClassLoader loader = program.newLoader();
          WebServer _ =
              WebServer.builder(program.newApplication(loader))
                  .rehearse(
                      (_, _) -> List.of(Endpoint.of(UnixDomainSocketAddress.of(folder.socket()))))
                  .start()) {
        for (int i = 0; i < TIMES; i++) {
          for (String path : List.of("/", "/items/7", "/items", "/nowhere")) {
            ask(folder.socket(), path);
          }
        }
      }
    } finally {
      OURS.setLevel(before);
      folder.delete();
    }
  }

  private static CompiledProgram compiled(Path folder) throws IOException, SourceError {
    Path file =
        Files.writeString(
            Files.createDirectory(folder.resolve("source")).resolve("Rehearsed.java"), PROGRAM);
    return ProgramCache.in(folder.resolve("compiled")).compile(file);
  }

  private static void ask(Path socket, String path) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        int _ = channel.write(bytes);
      }
      if (Channels.newInputStream(channel).readAllBytes().length == 0) {
        throw new IOException("no answer to GET " + path);
      }
    }
  }
}
