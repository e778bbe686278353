package dev.outrigger.pool.link;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Whoever is told to flush does so as {@link Connection} does, under a lock of the writers; frames
 * are put in line under another one, as the scheduler does. However these interleave, no frame is
 * left in line for ever, torn, or written twice.
 */
public class OutgoingLincheckTest {
  private final Outgoing outgoing = new Outgoing();
  private final Object scheduling = new Object();
  private final Object writing = new Object();
  private final List<Integer> socket = new ArrayList<>();
  private int frames;

  /** Sends a frame of one buffer. */
  @Operation
  public void sendSmall() {
    send(1);
  }

  /** Sends a frame of two buffers. */
  @Operation
  public void sendLarge() {
    send(2);
  }

  private void send(int parts) {
    boolean first;
    synchronized (scheduling) {
      frames++;
      ByteBuffer[] frame = new ByteBuffer[parts];
      for (int i = 0; i < parts; i++) {
        frame[i] = ByteBuffer.allocate(4).putInt(10 * frames + i).flip();
      }
      first = outgoing.add(frame);
    }
    if (first) {
      flush();
    }
  }

  private void flush() {
    synchronized (writing) {
      for (ByteBuffer next = outgoing.next(); next != null; next = outgoing.next()) {
        socket.add(next.getInt());
        outgoing.written();
      }
    }
  }

  /** When nobody is at it any more, all of it has been written, in order and whole. */
  @Validate
  public void nothingIsLeftInLine() {
    if (outgoing.next() != null) {
      throw new IllegalStateException("a frame is left in line, and nobody will write it");
    }
    List<Integer> sorted = socket.stream().sorted().distinct().toList();
    if (!sorted.equals(socket)) {
      throw new IllegalStateException("frames were mixed up: " + socket);
    }
  }

  @Test
  void noFrameIsForgottenByAllWhoMightWriteIt() {
    new ModelCheckingOptions()
        .iterations(10)
        .invocationsPerIteration(300)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .addGuarantee(
            forClasses(
                    ConcurrentLinkedQueue.class.getName(),
                    ArrayList.class.getName(),
                    ByteBuffer.class.getName())
                .allMethods()
                .treatAsAtomic())
        .check(OutgoingLincheckTest.class);
  }
}
