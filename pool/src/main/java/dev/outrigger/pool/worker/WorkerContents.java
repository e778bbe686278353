package dev.outrigger.pool.worker;

import dev.outrigger.pool.Codec;
import dev.outrigger.pool.Contents;
import dev.outrigger.pool.codec.ForeignCodec;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.memory.ParentSharing;
import dev.outrigger.pool.memory.Places;
import dev.outrigger.pool.memory.WorkerSharing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a worker is told about the values that it reads and writes. */
public record WorkerContents(long maxArray, Optional<Codec> codec, WorkerSharing sharing) {
  /** As arguments of its command line. */
  public static List<String> arguments(Contents contents, ParentSharing sharing, long spawn) {
    return List.of(
        Long.toString(contents.maxArray()),
        sharing.places().memory().toString(),
        sharing.places().files().toString(),
        sharing.prefix(spawn),
        contents.codec().map(Class::getName).orElse(""));
  }

  /** Without arguments, as when a worker is only rehearsed: everything goes in messages. */
  static WorkerContents of(List<String> arguments) {
    if (arguments.isEmpty()) {
      Places nowhere = new Places(Path.of("nowhere"), Path.of("nowhere"));
      return new WorkerContents(0, Optional.empty(), new WorkerSharing(nowhere, "r"));
    }
    Places places = new Places(Path.of(arguments.get(1)), Path.of(arguments.get(2)));
    return new WorkerContents(
        Long.parseLong(arguments.get(0)),
        Optional.of(arguments.get(4)).filter(name -> !name.isEmpty()).map(WorkerContents::codec),
        new WorkerSharing(places, arguments.get(3)));
  }

  private static Codec codec(String name) {
    try {
      return ForeignCodec.make(Class.forName(name, true, ClassLoader.getSystemClassLoader()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the codec " + name + " is not on the class path", e);
    }
  }

  Rules rules(int maxFrame) {
    return new Rules(maxFrame, maxArray, codec, sharing);
  }
}
