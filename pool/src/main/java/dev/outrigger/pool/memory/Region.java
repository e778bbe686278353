package dev.outrigger.pool.memory;

/**
 * A shared file and how many hold it: the parent itself, as long as it has not closed it, and each
 * message that names it, until its task is over. The last one's release removes it.
 */
public final class Region {
  private final Ref ref;
  private final Runnable end;
  private int holders = 1;

  Region(Ref ref, Runnable end) {
    this.ref = ref;
    this.end = end;
  }

  /** What it is called on the wire. */
  public Ref ref() {
    return ref;
  }

  /** One more holder; refuses if it is gone already. */
  public synchronized void hold() {
    if (holders == 0) {
      throw new IllegalStateException("this shared memory is closed");
    }
    holders++;
  }

  /** One holder less; each calls it once. */
  public void release() {
    boolean last;
    synchronized (this) {
      holders--;
      last = holders == 0;
    }
    if (last) {
      end.run();
    }
  }
}
