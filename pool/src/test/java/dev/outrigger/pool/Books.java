package dev.outrigger.pool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;

/** The object behind {@link Ledger}. */
final class Books implements Ledger, AutoCloseable {
  private final List<Integer> numbers = new ArrayList<>();
  private final Phaser meeting = new Phaser();
  private final String closedSign;

  Books(String closedSign) {
    this.closedSign = closedSign;
  }

  static Books make() {
    return new Books("");
  }

  static Books refuse() {
    if (Work.pid() > 0) {
      throw new IllegalStateException("no books today");
    }
    return make();
  }

  /** Leaves a line for each try, and dies of all but those that the file has room for. */
  static Books makeAt(String tries, int good) throws Exception {
    int before = Files.exists(Path.of(tries)) ? Files.readAllLines(Path.of(tries)).size() : 0;
    Files.writeString(
        Path.of(tries),
        Work.pid() + "\n",
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
    if (before + 1 < good) {
      Runtime.getRuntime().halt(7);
    }
    return make();
  }

  /** Says that it is being made, and takes its time. */
  static Books makeWhenReleased(String sign, String release) throws Exception {
    if (!Files.exists(Path.of(release))) {
      Work.waitForEver(sign);
    }
    return make();
  }

  @Override
  public int add(int number) {
    numbers.add(number);
    return numbers.size();
  }

  @Override
  public void clear() {
    numbers.clear();
  }

  @Override
  public List<Integer> all() {
    return new ArrayList<>(numbers);
  }

  @Override
  public long pid() {
    return Work.pid();
  }

  @Override
  public int meet(int parties) throws InterruptedException {
    meeting.register();
    while (meeting.getRegisteredParties() < parties) {
      Thread.sleep(1);
    }
    return parties;
  }

  @Override
  public long concurrentWait(String sign) throws Exception {
    return Work.waitForEver(sign);
  }

  @Override
  public int waitFor(String sign) throws InterruptedException {
    try {
      return Work.waitForEver(sign);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long spin(String sign) throws Exception {
    return Work.spin(sign);
  }

  @Override
  public int halt(int code) {
    return Work.halt(code);
  }

  @Override
  public int fail(String message) {
    return Work.fail(message);
  }

  @Override
  public Object unsendable() {
    return Work.unsendableResult();
  }

  @Override
  public Work.OneWay unreadable() {
    return Work.oneWay();
  }

  @Override
  public CompletionStage<Integer> addLater(int number) {
    return CompletableFuture.supplyAsync(() -> number).thenApply(this::add);
  }

  @Override
  public CompletableFuture<Integer> failLater(String message) {
    return CompletableFuture.supplyAsync(() -> Work.fail(message));
  }

  @Override
  public CompletableFuture<Long> waitLater(String sign) {
    try {
      Files.writeString(Path.of(sign), Long.toString(Work.pid()));
      new CountDownLatch(1).await();
    } catch (Exception e) {
      numbers.add(-1);
      throw new IllegalStateException(e);
    }
    return CompletableFuture.completedFuture(0L);
  }

  @Override
  public int take(Object anything) {
    return 1;
  }

  @Override
  public boolean interrupted() {
    return Thread.currentThread().isInterrupted();
  }

  @Override
  public void close() throws java.io.IOException {
    if (!closedSign.isEmpty()) {
      Files.writeString(Path.of(closedSign), numbers.toString());
    }
  }

  @Override
  public String toString() {
    return "books";
  }
}
