package dev.outrigger.bench.pool;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What the machine itself asks for a round trip: a byte to a sleeping thread and back, over a Unix
 * socket, with nothing around it. No pool of processes that sleep while idle can be quicker.
 */
final class BareSocket implements Contender {
  private static final double MICROS = 1e3;

  private final SocketChannel near;
  private final SocketChannel far;

  BareSocket() throws IOException {
    Path folder = Files.createTempDirectory("bare");
    Path path = folder.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      near = SocketChannel.open(UnixDomainSocketAddress.of(path));
      far = server.accept();
    }
    Files.delete(path);
    Files.delete(folder);
    Thread.ofPlatform().daemon().name("echo").start(this::echo);
  }

  private void echo() {
    ByteBuffer one = ByteBuffer.allocateDirect(1);
    try {
      while (far.read(one.clear()) > 0) {
        far.write(one.flip());
      }
    } catch (IOException _) {
      // It was closed: the measuring is over.
    }
  }

  @Override
  public String name() {
    return "a byte, thread to thread";
  }

  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public Optional<Sample> measure(Subject subject, int count) throws InterruptedException {
    return switch (subject) {
      case IDLE -> Optional.of(roundTrips(count, Duration.ofMillis(10)));
      case WARM -> Optional.of(roundTrips(count, Duration.ZERO));
      default -> Optional.empty();
    };
  }

  private Sample roundTrips(int count, Duration pause) throws InterruptedException {
    ByteBuffer one = ByteBuffer.allocateDirect(1);
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      if (pause.isPositive()) {
        Thread.sleep(pause);
      }
      long start = System.nanoTime();
      trip(one);
      nanos[i] = System.nanoTime() - start;
    }
    return Sample.ofTimes(LongStream.of(nanos), MICROS);
  }

  private void trip(ByteBuffer one) {
    try {
      near.write(one.clear());
      if (near.read(one.clear()) < 0) {
        throw new EOFException("the echo has ended");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (near;
        far) {
      // Closing is all.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
