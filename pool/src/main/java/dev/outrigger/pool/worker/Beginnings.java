package dev.outrigger.pool.worker;

import dev.outrigger.pool.codec.TaskHeader;
import dev.outrigger.pool.ledger.Ledger;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.ProtocolException;
import java.nio.ByteBuffer;

/** Makes a task out of its frame and notes in the ledger that it begins. */
record Beginnings(Ledger ledger, Learnt learnt, ParentLink link, Inside inside) {
  /** Runs no code of the user. */
  Running of(Frame frame, Runnable hurry) throws ProtocolException {
    ByteBuffer in = ByteBuffer.wrap(frame.payload());
    TaskHeader header = TaskHeader.read(in);
    String name = header.name().orElseGet(() -> learnt.name(header.function()));
    Talk talk = new Talk(frame.task(), name, header, link, hurry, inside);
    ledger.begin(frame.task());
    return new Running(frame.task(), frame.payload().length, header, in, talk);
  }
}
