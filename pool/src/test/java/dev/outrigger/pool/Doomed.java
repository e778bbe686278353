package dev.outrigger.pool;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Tasks that end in a given way at a given step. */
final class Doomed {
  private Doomed() {}

  static int runs(Dying way) {
    return way.here();
  }

  static int reads(Argument argument) {
    return argument.way.name().length();
  }

  static Result writes(Dying way) {
    return new Result(way);
  }

  /** Ends well and leaves a thread behind that does it as soon as it is told to by a file. */
  static long leaves(Dying way, String go, String done) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            Await.until("the go", () -> Files.exists(Path.of(go)));
            Files.writeString(Path.of(done), "now");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          way.here();
        });
    return Work.pid();
  }

  static int whenCancelled(Dying way, String sign) throws IOException {
    Files.writeString(Path.of(sign), "runs");
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      return way.here();
    }
    return 0;
  }

  /** Written by the parent, read by the worker. */
  static final class Argument implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Dying way;

    Argument(Dying way) {
      this.way = way;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      way.here();
    }
  }

  /** Written by the worker. */
  static final class Result implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Dying way;

    Result(Dying way) {
      this.way = way;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      way.here();
      out.defaultWriteObject();
    }
  }

  /** For an initializer: dies as {@link AtStart#FILE} says, if it says so. */
  static String initializes() throws IOException {
    AtStart.meetDoom();
    return "ready";
  }

  /** Is made while a worker starts, and takes nothing; in the parent it does nothing either. */
  public static final class AtStart implements Codec {
    /** Where a worker finds how it is to die; none: not at all. */
    static final String FILE = "outrigger.test.doom";

    public AtStart() throws IOException {
      meetDoom();
    }

    private static void meetDoom() throws IOException {
      String file = System.getProperty(FILE);
      if (file != null && Files.exists(Path.of(file))) {
        Dying way = Dying.valueOf(Files.readString(Path.of(file)));
        way.here();
      }
    }

    @Override
    public boolean takes(Object value) {
      return false;
    }

    @Override
    public void write(Object value, OutputStream out) {
      throw new UnsupportedOperationException("takes nothing");
    }

    @Override
    public Object read(InputStream in, ClassLoader loader) {
      throw new UnsupportedOperationException("wrote nothing");
    }
  }
}
