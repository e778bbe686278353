package dev.outrigger.pool;

import dev.outrigger.pool.context.Context;
import java.util.Map;
import java.util.function.Supplier;

/** The options of a {@link PoolBuilder} for what goes to workers and comes back, checked. */
final class MessageChoices {
  private int maxFrame = 64 << 20;
  private Contents contents = Contents.defaults();
  private Supplier<Map<String, String>> context = Map::of;

  void maxFrame(int bytes) {
    maxFrame =
        Check.that(
            bytes >= 64 << 10 && bytes <= 1 << 30,
            bytes,
            "maxFrame (max-frame)",
            "must be 64 KiB to 1 GiB");
  }

  int maxFrame() {
    return maxFrame;
  }

  void contents(Contents value) {
    contents = Check.given(value, "contents");
  }

  Contents contents() {
    return contents;
  }

  void context(Supplier<Map<String, String>> values) {
    context = Check.given(values, "context");
  }

  Supplier<Map<String, String>> context() {
    return Context.of(context);
  }
}
