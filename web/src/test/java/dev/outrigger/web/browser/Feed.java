package dev.outrigger.web.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** News with numbers from 1 on, for whoever waits for the next; both servers have the same. */
final class Feed {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<String> news = new ArrayList<>();

  void publish(String text) {
    lock.lock();
    try {
      news.add(text);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What came behind this number, as soon as there is something. */
  String after(int number) throws InterruptedException {
    lock.lock();
    try {
      while (news.size() <= number) {
        more.await();
      }
      return news.get(number);
    } finally {
      lock.unlock();
    }
  }
}
