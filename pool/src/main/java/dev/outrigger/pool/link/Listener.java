package dev.outrigger.pool.link;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.util.Optional;

/** Hears what comes over one admitted connection, on the switchboard's thread: be quick. */
public interface Listener {
  /** A whole frame came. */
  void heard(Frame frame);

  /** The other side broke the rules; nothing more will be heard. */
  void broke(String what);

  /** The connection ended, perhaps in the midst of a frame of this type. */
  void hungUp(Optional<FrameType> cut);
}
