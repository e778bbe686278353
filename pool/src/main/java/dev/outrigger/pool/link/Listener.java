package dev.outrigger.pool.link;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.util.List;
import java.util.Optional;

/** Hears what comes over one admitted connection, on the switchboard's thread: be quick. */
public interface Listener {
  /** These whole frames came; there is at least one. The list is the listener's to keep. */
  void heard(List<Frame> frames);

  /** The other side broke the rules; nothing more will be heard. */
  void broke(String what);

  /** The connection ended, perhaps in the midst of a frame of this type. */
  void hungUp(Optional<FrameType> cut);
}
