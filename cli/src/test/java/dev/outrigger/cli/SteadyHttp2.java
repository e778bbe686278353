package dev.outrigger.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Clients of HTTP/2 that ask without pause until it is closed, several requests at a time on a
 * connection that is kept until the server says GOAWAY, as RFC 9113 (6.8) wants it: what the server
 * has not looked at by its own word is asked again elsewhere, everything else must be answered.
 */
final class SteadyHttp2 implements AutoCloseable {
  private static final int CLIENTS = 3;
  private static final int AT_A_TIME = 4;
  private static final long PAUSE_NANOS = 5_000_000;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  // The first octet of a header section that begins with ":status: 200" of the static table.
  private static final int STATUS_200 = 0x88;

  private final URI service;
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger farewells = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> clients;
  private volatile boolean over;

  SteadyHttp2(URI service) {
    this.service = service;
    this.clients =
        IntStream.range(0, CLIENTS).mapToObj(_ -> Thread.ofVirtual().start(this::run)).toList();
  }

  private void run() {
    while (!over) {
      try (Socket socket = SteadyLoad.connect(service)) {
        new Connection(socket).ask();
      } catch (IOException e) {
        failures.add("a connection: " + e);
      }
    }
  }

  /** One connection, until the server or the test has had enough. */
  private final class Connection {
    private final DataInputStream in;
    private final OutputStream out;
    private final Set<Integer> open = new TreeSet<>();
    private int last = Integer.MAX_VALUE;
    private int next = 1;
    private boolean told;

    Connection(Socket socket) throws IOException {
      this.in = new DataInputStream(socket.getInputStream());
      this.out = socket.getOutputStream();
    }

    void ask() throws IOException {
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
      write(SETTINGS, 0, 0, new byte[0]);
      try {
        while (!open.isEmpty() || (!over && !told)) {
          while (open.size() < AT_A_TIME && !over && !told) {
            request();
          }
          if (!frame()) {
            break;
          }
        }
      } catch (IOException e) {
        failures.add("with " + open.size() + " requests open: " + e);
        return;
      }
      open.removeIf(stream -> stream > last);
      if (!open.isEmpty()) {
        failures.add("the connection ended with requests open: " + open);
      }
    }

    private void request() throws IOException {
      // A pace that leaves the processors to those whose coming and going is watched.
      LockSupport.parkNanos(PAUSE_NANOS);
      ByteArrayOutputStream fields = new ByteArrayOutputStream();
      // GET, http, and a path and an authority that go into no table.
      fields.write(0x82);
      fields.write(0x86);
      fields.write(0x04);
      fields.write(5);
      fields.write("/ping".getBytes(US_ASCII));
      fields.write(0x01);
      fields.write(1);
      fields.write('a');
      write(HEADERS, END_STREAM | END_HEADERS, next, fields.toByteArray());
      open.add(next);
      next += 2;
    }

    /** Takes the next one; false at the end. */
    private boolean frame() throws IOException {
      int first = in.read();
      if (first < 0) {
        return false;
      }
      int length = first << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] content = in.readNBytes(length);
      switch (type) {
        case HEADERS -> {
          if ((content[0] & 0xff) != STATUS_200) {
            failures.add("stream %d: a status of first octet %x".formatted(stream, content[0]));
          }
          endIf((flags & END_STREAM) != 0, stream);
        }
        case DATA -> endIf((flags & END_STREAM) != 0, stream);
        case RST_STREAM -> {
          open.remove(stream);
          failures.add("stream %d was reset by error %d".formatted(stream, content[3]));
        }
        case SETTINGS -> {
          if ((flags & ACK) == 0) {
            write(SETTINGS, ACK, 0, new byte[0]);
          }
        }
        case PING -> {
          if ((flags & ACK) == 0) {
            write(PING, ACK, 0, content);
          }
        }
        case GOAWAY -> {
          told = true;
          int _ = farewells.incrementAndGet();
          last =
              (content[0] & 0x7f) << 24
                  | (content[1] & 0xff) << 16
                  | (content[2] & 0xff) << 8
                  | (content[3] & 0xff);
          open.removeIf(each -> each > last);
        }
        default -> {}
      }
      return true;
    }

    private void endIf(boolean ended, int stream) {
      if (ended && open.remove(stream)) {
        int _ = answered.incrementAndGet();
      }
    }

    private void write(int type, int flags, int stream, byte[] content) throws IOException {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame.write(content.length >> 16);
      frame.write(content.length >> 8);
      frame.write(content.length);
      frame.write(type);
      frame.write(flags);
      for (int shift = 24; shift >= 0; shift -= 8) {
        frame.write(stream >> shift);
      }
      frame.write(content);
      out.write(frame.toByteArray());
    }
  }

  /** How many were answered so far. */
  int answered() {
    return answered.get();
  }

  /** How often a server has said GOAWAY. */
  int farewells() {
    return farewells.get();
  }

  /** What went wrong so far. */
  List<String> failures() {
    return new ArrayList<>(failures);
  }

  @Override
  public void close() {
    over = true;
    SteadyLoad.join(clients);
  }
}
