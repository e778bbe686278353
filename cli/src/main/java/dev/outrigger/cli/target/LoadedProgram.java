package dev.outrigger.cli.target;

import dev.outrigger.cli.source.CompiledProgram;
import dev.outrigger.cli.source.ProgramCache;
import dev.outrigger.cli.source.SourceError;
import dev.outrigger.web.Application;
import java.io.IOException;
import java.time.Duration;

/** A program whose classes can be loaded, in this process. */
public record LoadedProgram(CompiledProgram compiled, ClassLoader loader) {
  private static final Duration A_DAY = Duration.ofDays(1);

  /**
   * Makes ready to load it. The thread's class loader is the program's from then on, since worker
   * processes are given its class path.
   *
   * @param cache that keeps it as long as this process runs
   */
  static LoadedProgram of(CompiledProgram compiled, ProgramCache cache) throws IOException {
    ClassLoader loader = compiled.newLoader();
    Thread.currentThread().setContextClassLoader(loader);
    Thread.ofPlatform().daemon().name("program-cache").start(() -> keepYoung(compiled, cache));
    return new LoadedProgram(compiled, loader);
  }

  private static void keepYoung(CompiledProgram compiled, ProgramCache cache) {
    try {
      while (true) {
        Thread.sleep(A_DAY);
        cache.touch(compiled);
      }
    } catch (InterruptedException over) {
      // Nobody interrupts it but the end of this process.
    }
  }

  /** Makes its application. */
  public Application newApplication() throws SourceError {
    return compiled.newApplication(loader);
  }
}
