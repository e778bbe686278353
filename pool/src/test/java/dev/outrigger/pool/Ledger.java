package dev.outrigger.pool;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The interface of the actor that the tests make. */
interface Ledger {
  int add(int number);

  void clear();

  List<Integer> all();

  long pid();

  /** Lets all {@link #meet} calls go on. */
  @Concurrent
  int meet(int parties) throws InterruptedException;

  @Concurrent
  long concurrentWait(String sign) throws Exception;

  int waitFor(String sign) throws InterruptedException;

  long spin(String sign) throws Exception;

  int halt(int code);

  int fail(String message);

  Object unsendable();

  Work.OneWay unreadable();

  CompletionStage<Integer> addLater(int number);

  CompletableFuture<Integer> failLater(String message);

  CompletableFuture<Long> waitLater(String sign);

  int take(Object anything);

  boolean interrupted();

  default int addTwice(int number) {
    add(number);
    return add(number);
  }

  @Override
  String toString();
}
